/**
 * A real PostgreSQL for tests. The global set-up starts one embedded server and migrates one template database;
 * each call of {@link openTestDatabase} copies the template, so tests share nothing and never wait for each other.
 */
import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { inject } from 'vitest';
import * as schema from '#drizzle/schema.ts';
import { log } from '#server/log.ts';
import { type Database, openDatabase } from '#server/persistence/database.ts';
import { type DocumentKeys, documentKeys } from '#server/persistence/document-keys.ts';
import { keysInFolder } from '#server/persistence/keys-in-folder.ts';
import { TEMPLATE, withName } from './database-server.ts';
import { testKeys } from './test-keys.ts';

export type TestDatabase = {
	readonly database: Database;
	/** the login user's address of this database, for a second pool or a process of its own */
	readonly url: string;
	/** a connection as owner and superuser: for looking behind row security and for trying what must be impossible even so */
	readonly owner: postgres.Sql;
	readonly close: () => Promise<void>;
};

/** Data keys as another node of the same service would have them: the same store, a memory of its own. */
export const testDocumentKeys = async (folder = inject('keysFolder')): Promise<DocumentKeys> =>
	documentKeys(await keysInFolder(folder), testKeys().keyFor('documents'));

/** A fresh, migrated, empty database of its own. Close it in afterAll. */
export async function openTestDatabase(): Promise<TestDatabase> {
	const server = inject('postgresUrl');
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	const admin = postgres(server, { max: 1, onnotice: () => {} });
	await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
	const url = withName(server, name);
	const database = await openDatabase(url, 10, log, await testDocumentKeys());
	const owner = postgres(url, { max: 2, onnotice: () => {} });
	return {
		database,
		url,
		owner,
		close: async () => {
			await Promise.all([database.close(), owner.end({ timeout: 5 })]);
			await admin.unsafe(`drop database if exists ${name} with (force)`);
			await admin.end({ timeout: 5 });
		}
	};
}

export type TestArea = { readonly areaId: string; readonly agencyId: string; readonly personIds: readonly string[] };

/** One fictional area with one agency and some people, each of them AGENCY_REP. */
export async function insertTestArea(
	database: Database,
	people = 2,
	code = `T${randomUUID().slice(0, 8)}`
): Promise<TestArea> {
	const areaId = randomUUID();
	return database.withArea(areaId, async (tx) => {
		await tx.insert(schema.area).values({ id: areaId, code, name: `Area ${code}`, languages: ['en'], config: {} });
		const agencyId = randomUUID();
		await tx.insert(schema.agency).values({ id: agencyId, areaId, code: 'POL', name: 'Police', type: 'POLICE' });
		const rows = Array.from({ length: people }, (_, n) => ({
			id: randomUUID(),
			areaId,
			agencyId,
			name: `Person ${n + 1}`,
			roleTitle: 'Representative',
			roles: ['AGENCY_REP']
		}));
		if (rows.length > 0) await tx.insert(schema.person).values(rows);
		return { areaId, agencyId, personIds: rows.map((row) => row.id) };
	});
}
