/**
 * Data keys of documents in a PostgreSQL of their own, for several nodes without a common folder. It must be another server than
 * the records': one server has one write-ahead log and one backup, and a key would be kept beside what it seals.
 */
import { StartProblem } from '../problem-at-start.ts';
import { createConnectionPool } from './connection-pool.ts';
import { openConnection } from './database-connection.ts';
import type { KeyStore } from './document-keys.ts';

const CONNECTIONS = 3;
const SETTINGS = { synchronous_commit: 'on', statement_timeout: 10_000, lock_timeout: 5_000 } as const;
const LATE = 'DOCUMENT_KEYS_URL cannot be used';

/**
 * Makes its table when it is missing.
 * @param records address of the database whose documents the keys are for
 * @throws StartProblem when it cannot be used, or is on the same server as the records
 */
export async function keysInDatabase(
	address: string,
	records: string,
	report: (line: string) => void
): Promise<KeyStore> {
	const own = await serverOf(address);
	if (own === (await serverOf(records)))
		throw new StartProblem(
			'DOCUMENT_KEYS_URL must be another PostgreSQL server than DATABASE_URL: keys in the same logs and backups protect nothing.'
		);
	return keyStoreAt(address, report);
}

/** The same, wherever it is. */
export async function keyStoreAt(address: string, report: (line: string) => void): Promise<KeyStore> {
	await prepare(address);
	const connection = { settings: SETTINGS, types: null };
	const pool = createConnectionPool({ address: () => address, connections: CONNECTIONS, connection, report });
	const list = (ids: readonly string[]): string => `{${ids.join()}}`;
	return {
		// Asked twice when a connection is lost: the second time it is there already.
		put: async (id, sealed) => {
			const hex = Buffer.from(sealed).toString('hex');
			await pool.ask(
				`insert into document_key (id, sealed) values ($1::uuid, decode($2::text, 'hex')) on conflict do nothing`,
				[id, hex]
			);
		},
		get: async (ids) => {
			const rows = await pool.ask<{ id: string; sealed: Uint8Array }>(
				'select id, sealed from document_key where id = any($1::text::uuid[])',
				[list(ids)]
			);
			return new Map(rows.map(({ id, sealed }) => [id, sealed]));
		},
		remove: async (ids) => {
			await pool.ask('delete from document_key where id = any($1::text::uuid[])', [list(ids)]);
		},
		close: () => pool.close(2000)
	};
}

/** What tells one server from another, also under another name or as a copy that follows it. */
async function serverOf(address: string): Promise<string> {
	return once(address, async (client) => {
		const [row] = await client<{ server: string }[]>`select system_identifier::text as server from pg_control_system()`;
		return row?.server ?? '';
	});
}

const prepare = (address: string): Promise<void> =>
	once(address, async (client) => {
		await client`create table if not exists document_key (
			id uuid primary key, sealed bytea not null, made_at timestamptz not null default now())`;
	});

async function once<T>(
	address: string,
	work: (client: ReturnType<typeof openConnection>['client']) => Promise<T>
): Promise<T> {
	const one = openConnection(address, { applicationName: 'mapp-check', types: null });
	try {
		return await work(one.client);
	} catch (problem) {
		const { code } = problem as { code?: unknown };
		throw new StartProblem(`${LATE} (${typeof code === 'string' ? code : 'no answer'}).`, { cause: problem });
	} finally {
		one.cut();
	}
}
