/**
 * The only way to the tables. Every piece of work runs in one transaction that either names its area, so that
 * row-level security shows that area and nothing else (R8), or names none and then sees only the sign-in tables.
 * The pool itself is exported nowhere (promises P1).
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'drizzle-orm';
import type postgres from 'postgres';
import { log } from '../log.ts';
import { StartProblem } from '../problem-at-start.ts';
import { createConnectionPool } from './connection-pool.ts';
import { openConnection, type Tx, typesOf } from './database-connection.ts';
import { carryKeys, type DocumentKeys, NO_DOCUMENT_KEYS } from './document-keys.ts';
import { OUTSIDE_AREAS } from './outside-areas.ts';

export type { Tx };

export type Database = {
	/**
	 * Runs `work` in one transaction that sees and writes only the rows of this area. Throws what `work` throws, after
	 * rolling back, and DatabaseAway when the database is away or full.
	 */
	readonly withArea: <T>(areaId: string, work: (tx: Tx) => Promise<T>) => Promise<T>;
	/** Runs `work` in one transaction with no area: only account, session and sign_in_attempt have rows for it. */
	readonly withoutArea: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
	/**
	 * Calls one function of the database (migrations): one statement, its own transaction, one round trip. The function names
	 * the area it works in, so that row security shows it no other. It may be called twice when a connection is lost.
	 */
	readonly call: <Row>(name: HotStatement, values: readonly unknown[]) => Promise<readonly Row[]>;
	/** of the documents: for what stores without a transaction; whoever has one asks `keysOf` */
	readonly keys: DocumentKeys;
	/** Whether the database is known to be away: work is then refused at once, or after a moment. */
	readonly isAway: () => boolean;
	/** Whether the database answers within two seconds. Never throws. */
	readonly ready: () => Promise<boolean>;
	/** Waits for running work (at most 2 s), then ends every connection. */
	readonly close: () => Promise<void>;
};

/** What is asked most often, and so has a function of its own. */
export type HotStatement = 'store_all_updates' | 'document_heads' | 'issue_client' | 'open_documents';

export const APP_ROLE = 'mapp_app';

/** Limits of one statement and of one forgotten transaction, in milliseconds. */
const LIMITS = {
	statement_timeout: 30_000,
	lock_timeout: 10_000,
	// The lock waits for its PDF in the middle of a transaction: 30 s at most.
	idle_in_transaction_session_timeout: 40_000
} as const;
const READY_WITHIN_MS = 2000;
const CLOSE_WITHIN_MS = 2000;

/**
 * Opens the pool as the role mapp_app and checks that it is safe to work with (R20).
 * @param address postgres://user:password@host:port/database, asked anew for each connection; the user must be a member
 * of mapp_app (migrations see to it)
 * @param keys of its documents; none where no document is made or read
 * @throws StartProblem with one plain line when the role is too powerful or row security is not forced
 */
export async function openDatabase(
	address: string | (() => string),
	connections = 10,
	report: (line: string) => void = log,
	keys: DocumentKeys = NO_DOCUMENT_KEYS
): Promise<Database> {
	const addressNow = typeof address === 'string' ? () => address : address;
	const connection = { role: APP_ROLE, settings: { synchronous_commit: 'on', ...LIMITS } };
	const first = openConnection(addressNow(), { ...connection, applicationName: 'mapp-check' });
	await refuseUnsafe(first.client).finally(first.cut);
	const learnt = { ...connection, types: typesOf(first) };
	const pool = createConnectionPool({ address: addressNow, connections, connection: learnt, report });
	const running = new AsyncLocalStorage<{ open: boolean }>();

	const refuseInside = () => {
		if (running.getStore()?.open) throw new Error('a transaction is already open here: hand its tx on instead');
	};
	/** Work inside work would wait for a second connection while holding the first: with a full pool, for ever. */
	const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
		refuseInside();
		const mark = { open: true };
		let hasEnded = false;
		const working = async (tx: Tx): Promise<T> => {
			const carried = carryKeys(tx, keys);
			const answer = await work(tx);
			hasEnded = carried.hasEnded;
			return answer;
		};
		return running
			.run(mark, () => pool.run(working))
			.finally(() => {
				mark.open = false;
				if (hasEnded) keys.tellEnded();
			});
	};

	return {
		withArea: (areaId, work) =>
			transaction(async (tx) => {
				await nameArea(tx, areaId);
				return work(tx);
			}),
		withoutArea: (work) => transaction(work),
		call: async (name, values) => {
			refuseInside();
			return pool.ask(`select * from ${name}(${values.map((_, n) => `$${n + 1}`).join()})`, values);
		},
		keys,
		isAway: pool.isAway,
		ready: async () => !pool.isAway() && (await answersInTime(pool.run((tx) => tx.execute(sql`select 1`)))),
		close: () => pool.close(CLOSE_WITHIN_MS)
	};
}

/**
 * Names the area for the rest of this transaction and no longer. For sign-in only, which learns in the middle of its
 * transaction whose area it is; everything else uses `withArea`.
 */
export async function nameArea(tx: Tx, areaId: string): Promise<void> {
	await tx.execute(sql`select set_config('mapp.area_id', ${areaId}, true)`);
}

async function answersInTime(asked: Promise<unknown>): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<false>((resolve) => {
		timer = setTimeout(() => resolve(false), READY_WITHIN_MS);
	});
	const answer = asked.then(
		() => true,
		() => false
	);
	return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/**
 * promises P2, P9, R20: whatever could see through row security, or change what happened, is refused. Who owns, is a superuser
 * or a member of another role could; so could everybody where a table has no policy or a trigger is switched off.
 */
async function refuseUnsafe(client: postgres.Sql): Promise<void> {
	const [role] = await client`
		select current_user as name, rolsuper or rolbypassrls or rolcreaterole or rolreplication
				or exists (select from pg_auth_members m where m.member = pg_roles.oid) as powerful,
			exists (select from pg_class where relnamespace = 'public'::regnamespace and relowner = pg_roles.oid)
				or exists (select from pg_proc where pronamespace = 'public'::regnamespace and proowner = pg_roles.oid) as owner,
			has_schema_privilege(current_user, 'public', 'create') as maker
		from pg_roles where rolname = current_user`;
	if (role?.name !== APP_ROLE)
		throw new StartProblem(`The database must be used as the role ${APP_ROLE}, not as ${role?.name}.`);
	if (role.powerful || role.owner)
		throw new StartProblem(
			`The role ${APP_ROLE} must not own tables, be a superuser, bypass row security or be a member of another role.`
		);
	if (role.maker)
		throw new StartProblem(`The role ${APP_ROLE} must not be allowed to make tables: revoke create on schema public.`);
	const open = await client`
		select c.relname as name from pg_class c
		where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
			and c.relname <> all (${Object.keys(OUTSIDE_AREAS)})
			and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
		order by 1`;
	if (open.length > 0)
		throw new StartProblem(`Row security is not forced on: ${open.map((table) => table.name).join(', ')}.`);
	const idle = await client`
		select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
		where c.relnamespace = 'public'::regnamespace and t.tgenabled not in ('O', 'A') order by 1`;
	if (idle.length > 0)
		throw new StartProblem(
			`What protects these tables is switched off: ${idle.map((table) => table.name).join(', ')}.`
		);
}
