/**
 * One connection to PostgreSQL with a socket of our own: the driver cannot let go of a server that has fallen silent,
 * whoever holds the socket can. A connection that was lost is never made again under the same name: the driver would run
 * what is left of a broken transaction outside of any, or inside somebody else's.
 */
import { connect, type Socket } from 'node:net';
import type { ExtractTablesWithRelations } from 'drizzle-orm';
import type { PgTransaction } from 'drizzle-orm/pg-core';
import { drizzle, type PostgresJsDatabase, type PostgresJsQueryResultHKT } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { DatabaseAway } from './database-away.ts';

/** None: drizzle would make a query builder of each table for every transaction. */
type Schema = Record<string, never>;
/** One open transaction. Work gets this and never the pool, so it cannot step outside its own transaction. */
export type Tx = PgTransaction<PostgresJsQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>;

/** One transaction's time on a connection. */
export type Turn = {
	phase: 'beginning' | 'working' | 'ending';
	/** statements sent and not answered yet */
	asked: number;
	over: boolean;
	/** how long it has been going on, in ticks */
	ticks: number;
};

export type Connection = {
	readonly client: postgres.Sql;
	readonly tables: PostgresJsDatabase<Schema>;
	/** bytes received so far */
	readonly received: () => number;
	/** whom to tell when the connection is lost: whoever has their turn on it */
	tellLost: ((problem: DatabaseAway) => void) | null;
	/** Ends it at once, without a word to the server, which rolls back what was open. Safe to call twice. */
	readonly cut: () => void;
	/** number of the server's process for it; 0 until it answered */
	pid: number;
	turn: Turn | null;
	dead: boolean;
	/** `received` at the last look, and for how many ticks an answer has been waited for */
	seen: number;
	silent: number;
};

/** How this database's arrays are written and read. The driver asks for it on every connection, and falls over if that breaks. */
export type KnownTypes = Pick<DriverOptions, 'parsers' | 'serializers'> & {
	readonly typeArrayMap: DriverOptions['shared']['typeArrayMap'];
};
/** What the driver makes of its settings; it takes the same back. */
type DriverOptions = {
	parsers: Record<number, unknown>;
	serializers: Record<number, unknown>;
	shared: { retries: number; typeArrayMap: Record<number, number> };
	fetch_types: boolean;
};

export type ConnectionOptions = {
	/** as learnt on an earlier connection; `null` where no arrays are asked for; left out, they are learnt on this one */
	readonly types?: KnownTypes | null;
	readonly role?: string;
	readonly applicationName: string;
	readonly settings?: Readonly<Record<string, string | number>>;
	readonly onLost?: () => void;
};

const KEEP_ALIVE_S = 10;
const CONNECT_WITHIN_S = 5;
let hostTurn = 0;

export function openConnection(url: string, options: ConnectionOptions): Connection {
	let socket: Socket | undefined;
	const cut = () => {
		if (connection.dead) return;
		connection.dead = true;
		connection.tellLost?.(new DatabaseAway());
		socket?.destroy();
		void client.end({ timeout: 0 }).catch(() => {});
		options.onLost?.();
	};
	const client = clientFor(url, options.types, {
		max: 1,
		onnotice: () => {},
		idle_timeout: undefined,
		max_lifetime: null,
		connect_timeout: CONNECT_WITHIN_S,
		keep_alive: KEEP_ALIVE_S,
		onclose: () => cut(),
		socket: (parsed: { host: string[]; port: number[]; path: string | false }) => {
			// The driver tries again when a connection breaks before it is there.
			if (connection.dead) throw new DatabaseAway();
			const n = hostTurn++ % parsed.host.length;
			const place = { host: parsed.host[n] ?? '', port: parsed.port[n] ?? 5432 };
			socket = connect(parsed.path ? { path: parsed.path } : { ...place, noDelay: true });
			// The driver takes the name for TLS from here.
			return Object.assign(socket, place);
		},
		connection: {
			application_name: options.applicationName,
			...(options.role ? { role: options.role } : {}),
			TimeZone: 'UTC',
			...options.settings
		}
	});
	const begin = client.begin.bind(client) as (work: (sql: postgres.TransactionSql) => unknown) => Promise<unknown>;
	Object.assign(client, {
		begin: (work: (sql: postgres.TransactionSql) => unknown) => {
			const { turn } = connection;
			if (turn === null) throw new Error('no turn on this connection');
			return begin(async (sql) => {
				try {
					return await work(watched(sql, connection, turn));
				} finally {
					// The driver would send its rollback to a connection that is no more. Whoever asked was told already.
					if (connection.dead) await new Promise(() => {});
				}
			});
		}
	});
	const connection: Connection = {
		client,
		tables: tablesOn(client),
		received: () => socket?.bytesRead ?? 0,
		tellLost: null,
		cut,
		pid: 0,
		turn: null,
		dead: false,
		seen: 0,
		silent: 0
	};
	return connection;
}

/**
 * What the work answers, or a refusal as soon as the connection is lost. A race against one lasting promise would keep
 * every answer that ever came over this connection.
 */
export const unlessLost = <T>(one: Connection, work: (one: Connection) => Promise<T>): Promise<T> =>
	new Promise<T>((resolve, reject) => {
		if (one.dead) return reject(new DatabaseAway());
		one.tellLost = reject;
		work(one).then(resolve, reject);
	});

/**
 * PostgreSQL reads and plans a statement of one text once for each connection; the driver's second question for each, what
 * its parameters are, is then not asked either. A list of values has another text for every length: not kept.
 */
const isOneText = (text: string): boolean => !text.includes(' in (') && !text.includes('), (');

/** drizzle has its own way with some types and writes it into the driver; what was learnt of arrays stays as it was. */
function tablesOn(client: postgres.Sql): PostgresJsDatabase<Schema> {
	const { parsers } = client.options as unknown as DriverOptions;
	const { typeArrayMap } = (client.options as unknown as DriverOptions).shared;
	const arrays = Object.values(typeArrayMap).map((oid) => [oid, parsers[oid]] as const);
	const tables = drizzle(client);
	for (const [oid, parser] of arrays) parsers[oid] = parser;
	return tables;
}

/** Never connects by itself: only its first question does. */
function clientFor(url: string, types: KnownTypes | null | undefined, settings: object): postgres.Sql {
	const plain = postgres(url, settings as postgres.Options<Record<string, never>>);
	if (types === undefined) return plain;
	const options = plain.options as unknown as DriverOptions;
	const { parsers, serializers, typeArrayMap } = types ?? { ...options, ...options.shared };
	return postgres({
		...options,
		fetch_types: false,
		parsers: { ...parsers },
		serializers: { ...serializers },
		shared: { retries: 0, typeArrayMap }
	} as unknown as postgres.Options<Record<string, never>>);
}

/** What a connection has learnt of the database's arrays, once it has answered. */
export function typesOf({ client }: Connection): KnownTypes {
	const { parsers, serializers, shared } = client.options as unknown as DriverOptions;
	return { parsers, serializers, typeArrayMap: shared.typeArrayMap };
}

type Asked = { resolve: (answer: unknown) => void; reject: (problem: unknown) => void };

/** Counts what waits for an answer, and takes nothing once the transaction is over or its connection lost. */
function watched<Sql extends postgres.TransactionSql>(sql: Sql, connection: Connection, turn: Turn): Sql {
	const unsafe = (...statement: Parameters<postgres.TransactionSql['unsafe']>) => {
		if (connection.dead) throw new DatabaseAway();
		if (turn.over) throw new Error('the transaction is over');
		const [text, values] = statement;
		const query = sql.unsafe(text, values, { prepare: isOneText(text) });
		turn.asked++;
		connection.silent = 0;
		const answered = query as unknown as Asked;
		const { resolve, reject } = answered;
		answered.resolve = (answer) => {
			turn.asked--;
			resolve(answer);
		};
		answered.reject = (problem) => {
			turn.asked--;
			reject(problem);
		};
		return query;
	};
	const savepoint = (work: (inner: postgres.TransactionSql) => unknown) =>
		sql.savepoint((inner) => work(watched(inner, connection, turn)));
	return new Proxy(sql, {
		get: (target, name) => {
			if (name === 'unsafe') return unsafe;
			if (name === 'savepoint') return savepoint;
			return Reflect.get(target, name, target);
		}
	});
}
