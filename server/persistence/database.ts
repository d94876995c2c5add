/**
 * The only way to the tables. Every piece of work runs in one transaction that either names its area, so that
 * row-level security shows that area and nothing else (R8), or names none and then sees only the sign-in tables.
 * The pool itself is exported nowhere (promises P1).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type ExtractTablesWithRelations, sql } from 'drizzle-orm';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as schema from '#drizzle/schema.ts';
import { StartProblem } from '../problem-at-start.ts';

type Schema = typeof schema;
/** One open transaction. Work gets this and never the pool, so it cannot step outside its own transaction. */
export type Tx = PgTransaction<PostgresJsQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

export type Database = {
	/** Runs `work` in one transaction that sees and writes only the rows of this area. Throws what `work` throws, after rolling back. */
	readonly withArea: <T>(areaId: string, work: (tx: Tx) => Promise<T>) => Promise<T>;
	/** Runs `work` in one transaction with no area: only account, session and sign_in_attempt have rows for it. */
	readonly withoutArea: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
	/** Whether the database answers within two seconds. Never throws. */
	readonly ready: () => Promise<boolean>;
	/** Waits for running work (at most 5 s), then ends every connection. */
	readonly close: () => Promise<void>;
};

export const APP_ROLE = 'mapp_app';

/** Limits of one statement and of one forgotten transaction, in milliseconds. */
const LIMITS = {
	statement_timeout: 30_000,
	lock_timeout: 10_000,
	idle_in_transaction_session_timeout: 30_000
} as const;
const READY_WITHIN_MS = 2000;

/**
 * Opens the pool as the role mapp_app and checks that it is safe to work with (R20).
 * @param url postgres://user:password@host:port/database; the user must be a member of mapp_app (migrations see to it)
 * @throws StartProblem with one plain line when the role is too powerful or row security is not forced
 */
export async function openDatabase(url: string, connections = 10): Promise<Database> {
	const client = postgres(url, {
		max: connections,
		onnotice: () => {},
		connection: { application_name: 'mapp', role: APP_ROLE, TimeZone: 'UTC', synchronous_commit: 'on', ...LIMITS }
	});
	try {
		await refuseUnsafe(client);
	} catch (problem) {
		await client.end({ timeout: 1 });
		throw problem;
	}
	const pool = drizzle(client, { schema });
	const running = new AsyncLocalStorage<{ open: boolean }>();

	/** Work inside work would wait for a second connection while holding the first: with a full pool, for ever. */
	const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
		if (running.getStore()?.open) throw new Error('a transaction is already open here: hand its tx on instead');
		const mark = { open: true };
		return running
			.run(mark, () => pool.transaction(work))
			.finally(() => {
				mark.open = false;
			});
	};

	return {
		withArea: (areaId, work) =>
			transaction(async (tx) => {
				await nameArea(tx, areaId);
				return work(tx);
			}),
		withoutArea: (work) => transaction(work),
		ready: () => answersInTime(client),
		close: () => client.end({ timeout: 5 })
	};
}

/**
 * Names the area for the rest of this transaction and no longer. For sign-in only, which learns in the middle of its
 * transaction whose area it is; everything else uses `withArea`.
 */
export async function nameArea(tx: Tx, areaId: string): Promise<void> {
	await tx.execute(sql`select set_config('mapp.area_id', ${areaId}, true)`);
}

async function answersInTime(client: postgres.Sql): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<false>((resolve) => {
		timer = setTimeout(() => resolve(false), READY_WITHIN_MS);
	});
	const answer = client`select 1`.then(
		() => true,
		() => false
	);
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** promises P2: an owner or superuser would see through row-level security. */
async function refuseUnsafe(client: postgres.Sql): Promise<void> {
	const [role] = await client`
		select current_user as name, rolsuper or rolbypassrls as powerful,
			exists (select from pg_class where relnamespace = 'public'::regnamespace and relowner = pg_roles.oid) as owner
		from pg_roles where rolname = current_user`;
	if (role?.name !== APP_ROLE)
		throw new StartProblem(`The database must be used as the role ${APP_ROLE}, not as ${role?.name}.`);
	if (role.powerful || role.owner)
		throw new StartProblem(`The role ${APP_ROLE} must not own tables, be a superuser or bypass row security.`);
	const open = await client`
		select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not a.attisdropped
			and (a.attname = 'area_id' or (c.relname = 'area' and a.attname = 'id')) and c.relname <> 'account'
			and not (c.relrowsecurity and c.relforcerowsecurity)`;
	if (open.length > 0)
		throw new StartProblem(`Row security is not forced on: ${open.map((table) => table.name).join(', ')}.`);
}
