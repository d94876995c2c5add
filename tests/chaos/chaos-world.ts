/** One round's service: a copy of the database, one or two nodes, and people who write; and the verdict at the end. */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentName } from '#lib/wire.ts';
import { freePort } from '#server/free-port.ts';
import { findAccountOfPerson } from '#server/persistence/accounts.ts';
import { openDatabase } from '#server/persistence/database.ts';
import { createSessions } from '#server/persistence/sessions.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy.ts';
import { type ChaosArea, findDocuments, ownField, SHARED_FIELD } from './chaos-area.ts';
import { type ChaosDatabase, withPort } from './chaos-database.ts';
import { type ChaosNode, chaosNode } from './chaos-node.ts';
import { copyOf, readAsApplication, readFreshPage, readLog, readPageTexts, type StoredLog } from './evidence.ts';
import { type Copy, type Counts, judge } from './oracle.ts';
import { openWriter, type Seat, type Writer, type WriterOptions } from './scripted-writer.ts';
import type { Chance } from './seeded-chance.ts';
import { until } from './until.ts';

export type WorldWish = {
	readonly nodes?: 1 | 2;
	/** the database is reached through a proxy that can break */
	readonly breakableDatabase?: boolean;
	/** the meeting that has ended and waits for its lock, instead of the running one */
	readonly lockable?: boolean;
	/** settings of every node, or of each by its place */
	readonly env?: (node: number) => Readonly<Record<string, string>>;
	readonly files?: number;
	readonly chance: Chance;
};

export type ChaosWorld = {
	readonly area: ChaosArea;
	readonly meetingId: string;
	readonly documentId: string;
	readonly origin: string;
	/** the database itself, past every proxy */
	readonly databaseUrl: string;
	readonly databaseProxy: FaultyProxy | null;
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
	/** Waits for quiet, reads everything and judges. */
	readonly verdict: () => Promise<Verdict>;
	readonly close: () => Promise<void>;
};
export type Verdict = { readonly counts: Counts; readonly details: readonly string[] };

const DOCUMENT: DocumentName = 'plan';
const QUIET_WITHIN_MS = 30_000;
let worlds = 0;

export async function openChaosWorld(server: ChaosDatabase, wish: WorldWish): Promise<ChaosWorld> {
	const { area } = server;
	const databaseUrl = await server.copy();
	const databaseProxy = wish.breakableDatabase ? await startFaultyProxy(server.port) : null;
	const reached = databaseProxy ? withPort(databaseUrl, databaseProxy.port) : databaseUrl;
	const ports = [await freePort(), ...(wish.nodes === 2 ? [await freePort()] : [])];
	const origin = `http://localhost:${ports[0]}`;
	const nodes = ports.map((port, n) =>
		chaosNode({ port, origin, files: wish.files, env: { DATABASE_URL: reached, ...wish.env?.(n) } })
	);
	const folder = join(tmpdir(), `mapp-chaos-round-${process.pid}-${++worlds}`);
	mkdirSync(folder, { recursive: true });
	const remove = async () => {
		for (const node of nodes) await node.end();
		await databaseProxy?.close();
		await server.drop(databaseUrl);
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		const seats = await openSeats(databaseUrl, area);
		const meetingId = wish.lockable ? area.lockable : area.running;
		for (const node of nodes) await node.start();
		const world = await furnish({ area, meetingId, origin, databaseUrl, databaseProxy, nodes, seats, folder }, wish);
		return {
			...world,
			close: async () => {
				for (const writer of world.writers) writer.close();
				await remove();
			}
		};
	} catch (problem) {
		await remove();
		throw problem;
	}
}

/** Everybody signed in, as cookies. */
export async function openSeats(databaseUrl: string, area: ChaosArea): Promise<Seat[]> {
	const database = await openDatabase(databaseUrl, 1);
	try {
		const sessions = createSessions(database, false);
		const seats: Seat[] = [];
		for (const { personId } of area.people) {
			const token = await database.withoutArea(async (tx) =>
				sessions.begin(tx, (await findAccountOfPerson(tx, personId))?.id ?? '')
			);
			seats.push({ cookie: `${sessions.cookieName}=${token}`, personId });
		}
		return seats;
	} finally {
		await database.close();
	}
}

type Built = Pick<ChaosWorld, 'area' | 'meetingId' | 'origin' | 'databaseUrl' | 'databaseProxy' | 'nodes' | 'seats'> & {
	readonly folder: string;
};

async function furnish(built: Built, { chance }: WorldWish): Promise<Omit<ChaosWorld, 'close'>> {
	const { area, meetingId, origin, nodes, seats, databaseUrl } = built;
	const database = await openDatabase(databaseUrl, 1);
	const documentId = (await findDocuments(database, area, meetingId).finally(() => database.close()))[DOCUMENT];
	const before = (await readLog(databaseUrl, documentId)).fields;
	const place = { origin, meetingId, document: DOCUMENT };
	const writers: Writer[] = [];

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
	const log = () => readLog(databaseUrl, documentId);
	const allSaved = (withinMs = QUIET_WITHIN_MS) =>
		until('everything typed is saved', () => here().every((writer) => writer.saved()), withinMs);

	return {
		...built,
		documentId,
		writers,
		seat,
		seatEverybody: async (over = () => ({})) => {
			const all = seats.map((_, n) => seat(n, over(n)));
			await until('everybody is in the room', () => all.every((writer) => writer.connection.writable()), 20_000);
			return all;
		},
		allSaved,
		log,
		verdict: async () => {
			for (const writer of writers) writer.pause();
			const stored = await settled(log, here);
			const copies: Copy[] = [
				await readAsApplication(databaseUrl, area.areaId, documentId),
				await readPageTexts(seats[0] as Seat, origin, nodes[0]?.port ?? 0, `/meetings/${meetingId}/minutes`)
			];
			for (const [n, node] of nodes.entries())
				copies.push(await readFreshPage(`node ${n + 1}`, seats[0] as Seat, place, node.port));
			for (const writer of here()) copies.push(copyOf(`client ${writer.client}`, writer.connection.doc));
			const evidence = {
				clients: writers.map(({ client, personId, journal }) => ({ client, personId, ops: journal.ops })),
				log: stored.rows,
				head: stored.head,
				stored: stored.fields,
				before,
				copies,
				shownAuthors: shownAuthors(writers, here())
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
