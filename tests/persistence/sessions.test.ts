import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { insertAccount } from '#server/persistence/accounts.ts';
import { createSessions, type Sessions } from '#server/persistence/sessions.ts';
import { insertTestArea, openTestDatabase, type TestArea, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
let area: TestArea;
let sessions: Sessions;
let accountId: string;

beforeAll(async () => {
	store = await openTestDatabase();
	area = await insertTestArea(store.database);
	sessions = createSessions(store.database, false, 1);
	const values = { areaId: area.areaId, personId: area.personIds[0]!, email: 'a@agency.example', passwordHash: 'none' };
	accountId = (await store.database.withoutArea((tx) => insertAccount(tx, values)))!;
});
afterAll(() => store.close());

const BY_PASSWORD = { strength: 1, means: 'PASSWORD', device: '' } as const;
const begin = () => store.database.withoutArea((tx) => sessions.begin(tx, accountId, BY_PASSWORD));
const cookie = (token: string) => `session=${token}`;
const digest = (token: string) => createHash('sha256').update(token).digest('hex');
const change = (token: string, values: Partial<typeof schema.session.$inferInsert>) =>
	store.database.withoutArea((tx) =>
		tx
			.update(schema.session)
			.set(values)
			.where(eq(schema.session.id, digest(token)))
	);
const row = (token: string) =>
	store.database.withoutArea(
		async (tx) =>
			(
				await tx
					.select()
					.from(schema.session)
					.where(eq(schema.session.id, digest(token)))
			)[0]
	);
const minutes = (n: number) => new Date(Date.now() + n * 60_000);

describe('sessions', () => {
	test('AUTH-14 the token leads to the person with agency and roles', async () => {
		const found = await sessions.read(cookie(await begin()));
		expect(found?.actor).toEqual({
			personId: area.personIds[0],
			areaId: area.areaId,
			agencyId: area.agencyId,
			name: 'Person 1',
			agencyName: 'Police',
			agencyCode: 'POL',
			roleTitle: 'Representative',
			roles: ['AGENCY_REP']
		});
	});

	test('AUTH-15 the database holds only the SHA-256 of the token, and that is no token', async () => {
		const token = await begin();
		const dump = JSON.stringify(await store.owner`select * from session`);
		expect(dump).toContain(digest(token));
		expect(dump).not.toContain(token);
		expect(await sessions.read(cookie(digest(token)))).toBeNull();
		const asToken = createHash('sha256').update(token).digest('base64url');
		expect(await sessions.read(cookie(asToken))).toBeNull();
	});

	test('AUTH-16 fifteen minutes without a request end it, and its row goes', async () => {
		const token = await begin();
		expect((await row(token))!.expiresAt.getTime()).toBeLessThanOrEqual(minutes(15).getTime());
		await change(token, { expiresAt: minutes(-0.01) });
		expect(await sessions.read(cookie(token))).toBeNull();
		expect(await row(token)).toBeUndefined();
	});

	test('AUTH-16 a request puts the idle end off again, a heartbeat of a socket does not', async () => {
		const token = await begin();
		await change(token, { expiresAt: minutes(10), lastSeenAt: minutes(-5) });
		expect((await sessions.stillGood([digest(token)])).has(digest(token))).toBe(true);
		expect((await row(token))!.expiresAt.getTime()).toBeLessThan(minutes(11).getTime());
		await sessions.read(cookie(token));
		expect((await row(token))!.expiresAt.getTime()).toBeGreaterThan(minutes(14).getTime());
	});

	test('AUTH-16 typing over a socket puts the idle end off, but does not bring an ended session back', async () => {
		const [token, ended] = [await begin(), await begin()];
		await change(token, { expiresAt: minutes(1) });
		await change(ended, { expiresAt: minutes(-1) });
		await sessions.touch([digest(token), digest(ended)]);
		expect((await row(token))!.expiresAt.getTime()).toBeGreaterThan(minutes(14).getTime());
		expect(await sessions.stillGood([digest(token), digest(ended)])).toEqual(new Set([digest(token)]));
	});

	test('AUTH-17 nothing keeps it beyond twelve hours', async () => {
		const token = await begin();
		expect((await row(token))!.absoluteEndAt.getTime()).toBeLessThanOrEqual(minutes(720).getTime());
		await change(token, { absoluteEndAt: minutes(5), lastSeenAt: minutes(-5), expiresAt: minutes(3) });
		await sessions.read(cookie(token));
		expect((await row(token))!.expiresAt.getTime()).toBeLessThanOrEqual(minutes(5).getTime());
		await change(token, { absoluteEndAt: minutes(-0.01), expiresAt: minutes(10) });
		expect(await sessions.read(cookie(token))).toBeNull();
		expect(await row(token)).toBeUndefined();
	});

	test('AUTH-18 a disabled account has no session, and its row goes', async () => {
		const token = await begin();
		const disable = (at: Date | null) =>
			store.database.withoutArea((tx) =>
				tx.update(schema.account).set({ disabledAt: at }).where(eq(schema.account.id, accountId))
			);
		await disable(new Date());
		expect(await sessions.stillGood([digest(token)])).toEqual(new Set());
		expect(await sessions.read(cookie(token))).toBeNull();
		expect(await row(token)).toBeUndefined();
		await disable(null);
	});

	test('AUTH-19 what has expired is cleared away, what is good stays', async () => {
		const [old, good] = [await begin(), await begin()];
		await change(old, { expiresAt: minutes(-1) });
		await sessions.removeExpired();
		expect([await row(old), (await row(good))?.id]).toEqual([undefined, digest(good)]);
	});
});
