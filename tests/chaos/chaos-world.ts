/** One round's service: a copy of the database, one or two nodes, and people who write; and the verdict at the end. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StandingDocument } from '#lib/wire.ts';
import { freePort } from '#server/free-port.ts';
import { findAccountOfPerson } from '#server/persistence/accounts.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { runningEmbedded } from '#server/persistence/running-embedded.ts';
import { createSessions } from '#server/persistence/sessions.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts';
import type { SeededChance } from '../support/seeded-chance.ts';
import { TEST_SERVICE_KEY } from '../support/test-keys.ts';
import { writeTestSeal } from '../support/test-seal.ts';
import { type ChaosArea, findDocuments, ownField, SHARED_FIELD } from './chaos-area.ts';
import { type ChaosDatabase, withPort } from './chaos-database.ts';
import { type ChaosNode, chaosNode } from './chaos-node.ts';
import {
	brokenChains,
	copyOf,
	readAsApplication,
	readFreshPage,
	readLog,
	readPageTexts,
	type StoredLog
} from './evidence.ts';
import { type Copy, type Counts, judge } from './oracle.ts';
import { openWriter, type Seat, type Writer, type WriterOptions } from './scripted-writer.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

export type WorldWish = {
	readonly nodes?: 1 | 2;
	/** the database is reached through a proxy that can break */
	readonly breakableDatabase?: boolean;
	/** the database is the one that comes with the service, in a data folder of its own */
	readonly embedded?: boolean;
	/** the meeting that has ended and waits for its lock, instead of the running one */
	readonly lockable?: boolean;
	/** settings of every node, or of each by its place */
	readonly env?: (node: number) => Readonly<Record<string, string>>;
	readonly files?: number;
	readonly chance: SeededChance;
};

export type ChaosWorld = {
	readonly area: ChaosArea;
	readonly meetingId: string;
	readonly documentId: string;
	readonly origin: string;
	/** the database itself, past every proxy; where it is just now */
	readonly databaseUrl: () => string;
	readonly databaseProxy: FaultyProxy | null;
	/** where an embedded database is kept; null when it is a server */
	readonly dataFolder: string | null;
	readonly nodes: readonly ChaosNode[];
	readonly seats: readonly Seat[];
	readonly writers: readonly Writer[];
	/** A page of person number `n` with a journal; it is there until the end of the round. */
	readonly seat: (n: number, over?: Partial<WriterOptions>) => Writer;
	/** One page for each person, all of them ready. */
	readonly seatEverybody: (over?: (n: number) => Partial<WriterOptions>) => Promise<readonly Writer[]>;
	/** Waits until every page that is still there has everything acknowledged; ms since the call. */
	readonly allSaved: (withinMs?: number) => Promise<number>;
	readonly log: () => Promise<StoredLog>;
	/** Waits for quiet, reads everything and judges. @param apart pages that may show something else */
	readonly verdict: (apart?: readonly Writer[]) => Promise<Verdict>;
	readonly close: () => Promise<void>;
};
export type Verdict = { readonly counts: Counts; readonly details: readonly string[] };

const DOCUMENT: StandingDocument = 'plan';
const QUIET_WITHIN_MS = 30_000;

export async function openChaosWorld(server: ChaosDatabase, wish: WorldWish): Promise<ChaosWorld> {
	const store = wish.embedded ? await ownStore(server) : await sharedStore(server, wish.breakableDatabase ?? false);
	const ports = [await freePort(), ...(wish.nodes === 2 ? [await freePort()] : [])];
	const origin = `http://localhost:${ports[0]}`;
	const folder = temporaryFolder('mapp-chaos-round-');
	const sealed = { SEAL_FILE: writeTestSeal(folder), SERVICE_KEY: TEST_SERVICE_KEY };
	const heads = (n: number) => ({ AUDIT_HEAD_FILE: join(folder, `audit-heads-${n}.jsonl`) });
	const nodes = ports.map((port, n) =>
		chaosNode({ port, origin, files: wish.files, env: { ...sealed, ...heads(n), ...store.env, ...wish.env?.(n) } })
	);
	const writers: Writer[] = [];
	let closing: Promise<void> | undefined;
	const end = async () => {
		// Whatever state a page is in, the services behind it end.
		const closed = await Promise.allSettled(writers.map(async (writer) => writer.close()));
		for (const node of nodes) await node.end();
		await store.remove();
		rmSync(folder, { recursive: true, force: true });
		const problem = closed.find(({ status }) => status === 'rejected');
		if (problem?.status === 'rejected') throw problem.reason;
	};
	const close = () => {
		closing ??= end();
		return closing;
	};
	try {
		const { area, databaseUrl, databaseProxy, dataFolder, keysFolder } = store;
		// A service with its own database must run before anybody can sign in to it.
		if (wish.embedded) for (const node of nodes) await node.start();
		const seats = await openSeats(databaseUrl(), area);
		if (!wish.embedded) for (const node of nodes) await node.start();
		const meetingId = wish.lockable ? area.lockable : area.running;
		const built = {
			...{ area, meetingId, origin, databaseUrl, databaseProxy, dataFolder, keysFolder },
			...{ nodes, seats, folder, writers }
		};
		return { ...(await furnish(built, wish)), close };
	} catch (problem) {
		await close();
		throw problem;
	}
}

type Store = Pick<ChaosWorld, 'area' | 'databaseUrl' | 'databaseProxy' | 'dataFolder'> & {
	readonly keysFolder: string;
	readonly env: Readonly<Record<string, string>>;
	readonly remove: () => Promise<void>;
};

async function sharedStore(server: ChaosDatabase, breakable: boolean): Promise<Store> {
	const url = await server.copy();
	const proxy = breakable ? await startFaultyProxy(server.port) : null;
	return {
		...{ area: server.area, databaseUrl: () => url, databaseProxy: proxy, dataFolder: null },
		keysFolder: server.keysFolder,
		env: { DATABASE_URL: proxy ? withPort(url, proxy.port) : url, DOCUMENT_KEYS_FOLDER: server.keysFolder },
		remove: async () => {
			await proxy?.close();
			await server.drop(url);
		}
	};
}

async function ownStore(server: ChaosDatabase): Promise<Store> {
	const { folder, area } = await server.copyFolder();
	return {
		...{ area, databaseUrl: () => runningEmbedded(folder), databaseProxy: null, dataFolder: folder },
		keysFolder: join(folder, 'document-keys'),
		env: { DATA_DIR: folder },
		remove: async () => rmSync(folder, { recursive: true, force: true })
	};
}

/** As strong as the service asks of everybody when nothing else is set. */
const WITH_FACTOR = { strength: 2, means: 'PASSWORD', device: '' } as const;

/** Everybody signed in, as cookies. */
export async function openSeats(databaseUrl: string, area: ChaosArea): Promise<Seat[]> {
	const database = await openDatabase(databaseUrl, 1);
	try {
		const sessions = createSessions(database, false, 1);
		const seats: Seat[] = [];
		for (const { personId } of area.people) {
			const token = await database.withoutArea(async (tx) =>
				sessions.begin(tx, (await findAccountOfPerson(tx, personId))?.id ?? '', WITH_FACTOR)
			);
			seats.push({ cookie: `${sessions.cookieName}=${token}`, personId });
		}
		return seats;
	} finally {
		await database.close();
	}
}

type Built = Omit<Store, 'env' | 'remove'> &
	Pick<ChaosWorld, 'meetingId' | 'origin' | 'nodes' | 'seats'> & {
		readonly folder: string;
		readonly writers: Writer[];
	};

async function furnish(built: Built, { chance }: WorldWish): Promise<Omit<ChaosWorld, 'close'>> {
	const { area, meetingId, origin, nodes, seats, databaseUrl, keysFolder, writers } = built;
	const database = await openDatabase(databaseUrl(), 1);
	const documentId = (await findDocuments(database, area, meetingId).finally(() => database.close()))[DOCUMENT];
	const before = (await readLog(databaseUrl(), keysFolder, documentId)).fields;
	const place = { origin, meetingId, document: DOCUMENT };

	const seat = (n: number, over: Partial<WriterOptions> = {}): Writer => {
		const client = writers.length;
		const person = seats[n % seats.length] as Seat;
		const writer = openWriter({
			client,
			seat: person,
			place,
			route: () => (nodes[client % nodes.length] as ChaosNode).port,
			fields: [ownField(n % seats.length), SHARED_FIELD],
			chance,
			journalFile: join(built.folder, `client-${client}`),
			...over
		});
		writers.push(writer);
		return writer;
	};
	const here = () => writers.filter((writer) => !writer.vanished());
	const log = () => readLog(databaseUrl(), keysFolder, documentId);
	const allSaved = (withinMs = QUIET_WITHIN_MS) =>
		until('everything typed is saved', () => here().every((writer) => writer.saved()), withinMs);

	return {
		...built,
		documentId,
		seat,
		seatEverybody: async (over = () => ({})) => {
			const all = seats.map((_, n) => seat(n, over(n)));
			await until('everybody is in the room', () => all.every((writer) => writer.connection.writable()), 20_000);
			return all;
		},
		allSaved,
		log,
		verdict: async (apart = []) => {
			for (const writer of writers) writer.pause();
			const stored = await settled(log, () => here().filter((writer) => !apart.includes(writer)));
			for (const writer of writers) writer.settle();
			const page = stored.state === 'open' ? 'minutes' : 'final';
			const copies: Copy[] = [
				await readAsApplication({ url: databaseUrl(), keysFolder }, area.areaId, documentId),
				await readPageTexts(seats[0] as Seat, origin, nodes[0]?.port ?? 0, `/meetings/${meetingId}/${page}`)
			];
			for (const [n, node] of nodes.entries())
				copies.push(await readFreshPage(`node ${n + 1}`, seats[0] as Seat, place, node.port));
			for (const writer of here())
				if (!apart.includes(writer)) copies.push(copyOf(`client ${writer.client}`, writer.connection.doc));
			const evidence = {
				clients: writers.map(({ client, personId, journal }) => ({ client, personId, ops: journal.ops })),
				log: stored.rows,
				head: stored.head,
				stored: stored.fields,
				before,
				copies,
				shownAuthors: shownAuthors(writers, here()),
				brokenChains: await brokenChains(databaseUrl(), area.areaId, built.folder)
			};
			const counts = judge(evidence);
			const details = copies
				.filter((copy) => judge({ ...evidence, copies: [copy] }).differences > 0)
				.map((copy) => `${copy.name} differs`);
			return { counts, details };
		}
	};
}

/** The log once nothing is added to it any more and every page shows what it holds, or after the time for that is over. */
async function settled(log: () => Promise<StoredLog>, here: () => readonly Writer[]): Promise<StoredLog> {
	let last = await log();
	const same = async () => {
		const now = await log();
		const quiet = now.head === last.head && here().every(({ connection }) => shows(connection.doc, now));
		last = now;
		return quiet;
	};
	await until('quiet', same, QUIET_WITHIN_MS).catch(() => {});
	return last;
}

const shows = (doc: Parameters<typeof copyOf>[1], { fields }: StoredLog): boolean =>
	Object.entries(fields).every(([field, text]) => doc.getText(field).toString() === text);

/** Who a page says wrote a field, for the fields in which only one person ever wrote. */
function shownAuthors(writers: readonly Writer[], pages: readonly Writer[]) {
	const byField = new Map<string, Set<string>>();
	for (const { journal, personId } of writers)
		for (const op of journal.ops) {
			if (op.state !== 'ok') continue;
			const people = byField.get(op.field) ?? new Set();
			byField.set(op.field, people.add(personId));
		}
	return [...byField]
		.filter(([, people]) => people.size === 1)
		.flatMap(([field, people]) =>
			pages.map(({ connection }) => ({
				shown: connection.authors().get(field)?.personId ?? null,
				real: [...people][0] as string
			}))
		);
}
