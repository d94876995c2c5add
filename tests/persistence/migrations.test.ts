import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { migrateDatabase, migrationsFolder } from '#server/persistence/migrate.ts';
import { OUTSIDE_AREAS } from '#server/persistence/outside-areas.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

// drizzle-kit's module build of this entry calls require, which modules do not have.
const { generateDrizzleJson, generateMigration } = createRequire(import.meta.url)(
	'drizzle-kit/api'
) as typeof import('drizzle-kit/api');

let store: TestDatabase;
beforeAll(async () => {
	store = await openTestDatabase();
});
afterAll(() => store.close());

const journal = () =>
	JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8')) as {
		entries: { idx: number; when: number }[];
	};

test('DB-13 the migrations make exactly the tables of the schema', async () => {
	const last = journal().entries.at(-1)!.idx;
	const snapshot = JSON.parse(
		readFileSync(join(migrationsFolder(), 'meta', `${String(last).padStart(4, '0')}_snapshot.json`), 'utf8')
	);
	expect(await generateMigration(snapshot, generateDrizzleJson({ ...schema }, snapshot.id))).toEqual([]);
});

test('DB-13 every table of an area forces row security with the policy of its own area', async () => {
	const rows = await store.owner`
		select c.relname as name, p.polname as policy from pg_class c
		join pg_attribute a on a.attrelid = c.oid and a.attname = 'area_id' and not a.attisdropped
		left join pg_policy p on p.polrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all (${Object.keys(OUTSIDE_AREAS)})`;
	expect(rows.length).toBeGreaterThan(10);
	expect(rows.filter((row) => row.policy !== 'own_area')).toEqual([]);
});

test('DB-14 migrating again changes nothing, also when two processes start at once', async () => {
	await Promise.all([migrateDatabase(store.url), migrateDatabase(store.url)]);
	const [count] = await store.owner`select count(*)::int as applied from drizzle.__drizzle_migrations`;
	expect(count?.applied).toBe(journal().entries.length);
});

test('DB-15 a database that a newer version has changed is refused', async () => {
	const older = mkdtempSync(join(tmpdir(), 'mapp-older-'));
	try {
		cpSync(migrationsFolder(), older, { recursive: true });
		const shorter = { ...journal(), entries: journal().entries.slice(0, -1) };
		writeFileSync(join(older, 'meta', '_journal.json'), JSON.stringify(shorter));
		await expect(migrateDatabase(store.url, older)).rejects.toThrow('changed by a newer version');
	} finally {
		rmSync(older, { recursive: true });
	}
});

test("DB-16 an ordinary user of a server of one's own is enough, and one who may not join the role is told what to run", async () => {
	const login = `plain_${randomUUID().slice(0, 8)}`;
	await store.owner.unsafe(`create role ${login} login password 'fictional'`);
	await store.owner.unsafe(`create database ${login} owner ${login}`);
	const url = Object.assign(new URL(store.url), { username: login, password: 'fictional', pathname: `/${login}` }).href;
	try {
		await expect(migrateDatabase(url)).rejects.toThrow(`grant mapp_app to "${login}";`);
		await store.owner.unsafe(`grant mapp_app to ${login}`);
		await migrateDatabase(url);
		const database = await openDatabase(url);
		expect(await database.ready()).toBe(true);
		await database.close();
	} finally {
		await store.owner.unsafe(`drop database ${login} with (force)`);
		await store.owner.unsafe(`drop role ${login}`);
	}
});
