/**
 * The connections of this process, and the judgement whether the database is there. One tick is 100 ms of a running event
 * loop, so that our own pauses are not taken for the database's silence. A statement without an answer for a second is
 * asked after over a fresh connection: does that find nothing either, the database is away, every connection is cut, and
 * whoever asks is told at once until it answers again. If it answers, the statement is only slow and may go on.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { awayReason, DatabaseAway } from './database-away.ts';
import {
	type Connection,
	type ConnectionOptions,
	openConnection,
	type Turn,
	type Tx,
	unlessLost
} from './database-connection.ts';

export type ConnectionPool = {
	/** Runs `work` in one transaction. @throws DatabaseAway, or what `work` throws, after rolling back */
	readonly run: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
	/**
	 * One statement that is its own transaction, in one round trip. When the connection was lost meanwhile it is asked once
	 * more over another: it must bear that. @throws as `run` does
	 */
	readonly ask: <Row>(statement: string, values: readonly unknown[]) => Promise<readonly Row[]>;
	readonly isAway: () => boolean;
	/** Waits for running work (at most `withinMs`), then ends every connection. */
	readonly close: (withinMs: number) => Promise<void>;
};

export type PoolOptions = {
	/** asked anew for every connection: the embedded database may come back at another port */
	readonly address: () => string;
	readonly connections: number;
	readonly connection: Pick<ConnectionOptions, 'role' | 'settings' | 'types'>;
	readonly report: (line: string) => void;
};

const TICK_MS = 100;
/** In ticks. */
const LIMIT = {
	/** no answer for so long: ask whether anybody is there */
	silent: 10,
	/** the answer to that question */
	probe: 15,
	/** a connection to become free */
	wait: 20,
	/** the same while the database is away: it may be back in a moment */
	waitAway: 8,
	/** one statement that the database is truly working on; longer than its own limit (database.ts) */
	statement: 330,
	/** one whole transaction, with margin for the lock and its PDF */
	transaction: 600
} as const;
const PROBE_EVERY_MS = 250;
/** Whoever comes when so many are waiting already is told at once. */
const MOST_WAITING = { here: 2000, away: 50 } as const;

type Waiter = { ticks: number; readonly take: (connection: Connection) => void; readonly give: (p: Error) => void };

export function createConnectionPool(options: PoolOptions): ConnectionPool {
	const connections = new Set<Connection>();
	const opening = new Set<Connection>();
	const free: Connection[] = [];
	const waiters: Waiter[] = [];
	let away = false;
	let closed = false;
	let resting = false;
	let isProbing = false;
	let ticking: NodeJS.Timeout | null = null;

	const acquire = (): Promise<Connection> =>
		new Promise((take, give) => {
			if (closed || waiters.length >= (away ? MOST_WAITING.away : MOST_WAITING.here)) return give(new DatabaseAway());
			waiters.push({ ticks: 0, take, give });
			pump();
		});

	/** Hands free connections to those waiting, and opens more while there is somebody waiting and room. */
	function pump(): void {
		ticking ??= setInterval(tick, TICK_MS).unref();
		if (away || closed) return;
		while (waiters.length > 0 && free.length > 0) waiters.shift()?.take(free.pop() as Connection);
		while (!resting && waiters.length > opening.size && connections.size < options.connections) open();
	}

	function open(): void {
		const one = openConnection(options.address(), {
			...options.connection,
			applicationName: 'mapp',
			onLost: () => forget(one)
		});
		connections.add(one);
		opening.add(one);
		one.client`select pg_backend_pid() as pid`.then(
			([row]) => {
				one.pid = Number(row?.pid);
				opening.delete(one);
				if (!one.dead) free.push(one);
				pump();
			},
			() => {
				resting = true;
				one.cut();
				setTimeout(() => {
					resting = false;
					pump();
				}, PROBE_EVERY_MS).unref();
				doubt();
			}
		);
	}

	function forget(one: Connection): void {
		connections.delete(one);
		opening.delete(one);
		const place = free.indexOf(one);
		if (place >= 0) free.splice(place, 1);
		pump();
	}

	async function run<T>(work: (tx: Tx) => Promise<T>, isFirst = true): Promise<T> {
		const turn: Turn = { phase: 'beginning', asked: 0, over: false, ticks: 0 };
		const transaction = (one: Connection) =>
			one.tables.transaction(async (tx) => {
				turn.phase = 'working';
				try {
					return await work(tx);
				} finally {
					turn.phase = 'ending';
					one.silent = 0;
				}
			});
		// Nothing was asked of the database yet, so that asking once more cannot do anything twice.
		const again = () => (turn.phase === 'beginning' && isFirst && !away ? run(work, false) : null);
		return take(turn, transaction, again);
	}

	function ask<Row>(statement: string, values: readonly unknown[], isFirst = true): Promise<readonly Row[]> {
		const turn: Turn = { phase: 'working', asked: 1, over: false, ticks: 0 };
		const query = (one: Connection) => one.client.unsafe(statement, values as never[], { prepare: true });
		const again = () => (isFirst && !away ? ask<Row>(statement, values, false) : null);
		return take(turn, async (one) => (await query(one)) as unknown as readonly Row[], again);
	}

	/** @param again what to do once more over another connection after one was lost; null when that must not be */
	async function take<T>(
		turn: Turn,
		work: (one: Connection) => Promise<T>,
		again: () => Promise<T> | null
	): Promise<T> {
		const one = await acquire();
		one.turn = turn;
		one.silent = 0;
		try {
			return await unlessLost(one, work);
		} catch (problem) {
			const reason = awayReason(problem);
			if (reason === null) throw problem;
			if (reason === 'full') throw new DatabaseAway('full');
			one.cut();
			doubt();
			const next = again();
			if (next !== null) return await next;
			throw new DatabaseAway();
		} finally {
			turn.over = true;
			one.turn = null;
			one.tellLost = null;
			if (!one.dead) {
				free.push(one);
				pump();
			}
		}
	}

	function tick(): void {
		for (const waiter of [...waiters]) {
			if (++waiter.ticks < (away ? LIMIT.waitAway : LIMIT.wait)) continue;
			waiters.splice(waiters.indexOf(waiter), 1);
			waiter.give(new DatabaseAway());
		}
		for (const one of [...connections]) look(one);
		if (waiters.length > 0 || opening.size > 0 || [...connections].some(({ turn }) => turn !== null)) return;
		if (ticking) clearInterval(ticking);
		ticking = null;
	}

	function look(one: Connection): void {
		const received = one.received();
		const { turn } = one;
		const isAsked = opening.has(one) || (turn !== null && (turn.phase !== 'working' || turn.asked > 0));
		one.silent = received === one.seen && isAsked ? one.silent + 1 : 0;
		one.seen = received;
		if (turn !== null) turn.ticks++;
		const isDoubtful = one.silent > 0 && one.silent % LIMIT.silent === 0;
		if (isDoubtful) doubt();
		// Opening and beginning wait for nobody: this very connection is gone, whatever is true of the database.
		const isLost = isDoubtful && (opening.has(one) || turn?.phase === 'beginning');
		if (isLost || one.silent > LIMIT.statement || (turn?.ticks ?? 0) > LIMIT.transaction) one.cut();
	}

	/** Finds out whether the database is there. */
	function doubt(): void {
		if (closed || away || isProbing) return;
		isProbing = true;
		void probe().finally(() => {
			isProbing = false;
		});
	}

	async function probe(): Promise<void> {
		const before = new Map([...connections].map((one) => [one, one.received()]));
		const states = await askAnybody();
		if (closed) return;
		// With a database that takes no new connections but answers on the old ones, work goes on.
		const isHeard = [...before].some(([one, received]) => !one.dead && one.received() > received);
		if (states === null && !isHeard) return goAway();
		// The database does not know of the statement: it was lost on the way.
		for (const one of connections)
			if (one.silent >= LIMIT.silent && states?.get(one.pid)?.startsWith('idle')) one.cut();
		pump();
	}

	/** What the server's processes for us are doing, by number; null when nobody answered. */
	async function askAnybody(): Promise<ReadonlyMap<number, string> | null> {
		const asking = openConnection(options.address(), { applicationName: 'mapp-probe', types: null });
		const late = ticks(LIMIT.probe).then(() => null);
		const answer = asking.client<{ pid: number; state: string | null }[]>`
			select pid, state from pg_stat_activity where application_name = 'mapp'`.then(
			(rows) => new Map(rows.map(({ pid, state }) => [pid, state ?? ''])),
			// A server that refuses one more connection is there all the same.
			(problem: { code?: string }) => (awayReason(problem) === 'away' && problem.code !== '53300' ? null : new Map())
		);
		return Promise.race([answer, late]).finally(asking.cut);
	}

	function goAway(): void {
		away = true;
		options.report('the database does not answer');
		for (const one of [...connections]) one.cut();
		void comeBack(performance.now());
	}

	async function comeBack(since: number): Promise<void> {
		do await pause(PROBE_EVERY_MS, undefined, { ref: false });
		while (!closed && (await askAnybody()) === null);
		if (closed) return;
		away = false;
		options.report(`the database answers again after ${((performance.now() - since) / 1000).toFixed(1)} s`);
		pump();
	}

	return {
		run,
		ask: (statement, values) => ask(statement, values),
		isAway: () => away,
		close: async (withinMs) => {
			for (let left = withinMs; left > 0 && [...connections].some(({ turn }) => turn !== null); left -= 20)
				await pause(20);
			closed = true;
			for (const waiter of waiters.splice(0)) waiter.give(new DatabaseAway());
			if (ticking) clearInterval(ticking);
			const polite = [...connections].map((one) => (one.turn || away ? one.cut() : one.client.end({ timeout: 1 })));
			await Promise.allSettled(polite);
			for (const one of [...connections]) one.cut();
		}
	};
}

/** Some ticks: time in which the event loop ran, so that what has arrived has been read. */
async function ticks(count: number): Promise<void> {
	for (let n = 0; n < count; n++) await pause(TICK_MS, undefined, { ref: false });
}
