import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
let north: TestArea;
let south: TestArea;

beforeAll(async () => {
	store = await openTestDatabase();
	north = await insertTestArea(store.database, 2, 'NORTH');
	south = await insertTestArea(store.database, 3, 'SOUTH');
});
afterAll(() => store.close());

describe('row-level security', () => {
	test('DB-1 work in one area sees the rows of that area and no others', async () => {
		const seen = await store.database.withArea(north.areaId, async (tx) => ({
			areas: await tx.select().from(schema.area),
			people: await tx.select().from(schema.person)
		}));
		expect(seen.areas.map((area) => area.code)).toEqual(['NORTH']);
		expect(seen.people).toHaveLength(2);
	});

	test('DB-1 an id of another area finds nothing and changes nothing', async () => {
		const [stranger] = south.personIds;
		const changed = await store.database.withArea(north.areaId, async (tx) => ({
			found: await tx.select().from(schema.person).where(eq(schema.person.id, stranger!)),
			updated: await tx.update(schema.person).set({ name: 'Taken' }).where(eq(schema.person.id, stranger!)).returning()
		}));
		expect(changed).toEqual({ found: [], updated: [] });
	});

	test('DB-2 without a named area every table of an area is empty, also after work that named one', async () => {
		await store.database.withArea(south.areaId, (tx) => tx.select().from(schema.person));
		const many = await Promise.all(
			Array.from({ length: 20 }, () => store.database.withoutArea((tx) => tx.select().from(schema.person)))
		);
		expect(many.flat()).toEqual([]);
		expect(await store.database.withoutArea((tx) => tx.select().from(schema.area))).toEqual([]);
	});

	test('DB-3 a row cannot be written into another area', async () => {
		const foreign = { areaId: south.areaId, agencyId: south.agencyId, name: 'A', roleTitle: 'B', roles: [] };
		const write = store.database.withArea(north.areaId, (tx) => tx.insert(schema.person).values(foreign));
		await expect(write).rejects.toMatchObject({ cause: { code: '42501' } });
		const move = store.database.withArea(north.areaId, (tx) => tx.update(schema.person).set({ areaId: south.areaId }));
		await expect(move).rejects.toMatchObject({ cause: { code: '42501' } });
	});

	test('DB-4 the application works as mapp_app, which may neither delete, truncate nor change the tables', async () => {
		const attempts = [
			sql`delete from meeting_event`,
			sql`delete from person`,
			sql`truncate session`,
			sql`alter table person disable row level security`,
			sql`create table mine (id int)`,
			sql`update audit_event set act = 'nothing'`
		];
		for (const attempt of attempts)
			await expect(store.database.withArea(north.areaId, (tx) => tx.execute(attempt))).rejects.toMatchObject({
				cause: { code: '42501' }
			});
	});

	test('DB-5 the database is refused when row security is not forced on a table of an area', async () => {
		await store.owner`alter table statement no force row level security`;
		await expect(openDatabase(store.url)).rejects.toThrow('Row security is not forced on: statement.');
		await store.owner`alter table statement force row level security`;
		await (await openDatabase(store.url)).close();
	});

	test('DB-5 the database is refused when the application role owns a table', async () => {
		await store.owner`create table owned (id int)`;
		await store.owner`grant create on schema public to mapp_app`;
		await store.owner`alter table owned owner to mapp_app`;
		await expect(openDatabase(store.url)).rejects.toThrow('must not own tables');
		await store.owner`drop table owned`;
		await store.owner`revoke create on schema public from mapp_app`;
	});
});

describe('transactions', () => {
	test('DB-6 what fails is rolled back whole', async () => {
		const id = randomUUID();
		const work = store.database.withArea(north.areaId, async (tx) => {
			await tx
				.insert(schema.person)
				.values({ id, areaId: north.areaId, agencyId: north.agencyId, name: 'A', roleTitle: 'B', roles: [] });
			throw new Error('after the write');
		});
		await expect(work).rejects.toThrow('after the write');
		const rows = await store.database.withArea(north.areaId, (tx) =>
			tx.select().from(schema.person).where(eq(schema.person.id, id))
		);
		expect(rows).toEqual([]);
	});

	test('DB-7 a transaction inside a transaction is refused at once instead of waiting for ever', async () => {
		const nested = store.database.withArea(north.areaId, () =>
			store.database.withoutArea((tx) => tx.select().from(schema.account))
		);
		await expect(nested).rejects.toThrow('already open');
		expect(await store.database.ready()).toBe(true);
	});

	test('DB-7 thirty pieces of work at once on ten connections all finish', async () => {
		const all = await Promise.all(
			Array.from({ length: 30 }, () => store.database.withArea(south.areaId, (tx) => tx.select().from(schema.person)))
		);
		expect(all.map((rows) => rows.length)).toEqual(Array(30).fill(3));
	});
});
