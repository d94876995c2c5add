/** One person's line breaks, is half dead or slow, or one person has the same page twice. */
import { randomUUID } from 'node:crypto';
import * as Y from 'yjs';
import { CLOSE, LIMIT, PROTOCOL_VERSION } from '#lib/wire.ts';
import { freePort } from '#server/free-port.ts';
import { type FaultyProxy, startFaultyProxy } from '../../support/faulty-proxy.ts';
import { connectRaw, sendUpdate } from '../../support/raw-writer.ts';
import { ownField, SHARED_FIELD } from '../chaos-area.ts';
import type { ChaosNode } from '../chaos-node.ts';
import type { ChaosWorld } from '../chaos-world.ts';
import { measureDelays, percentile } from '../delays.ts';
import { ask } from '../evidence.ts';
import { tokensIn } from '../journal.ts';
import type { Round, Scenario } from '../scenario.ts';
import type { Seat, Writer } from '../scripted-writer.ts';
import { inTime, pause, until } from '../until.ts';
import { askRecord, lockMinutes } from './lock.ts';

/** A page whose line goes through a proxy of its own. */
async function seatBehindProxy(world: ChaosWorld, round: Round, n: number): Promise<[Writer, FaultyProxy]> {
	const proxy = await startFaultyProxy((world.nodes[0] as ChaosNode).port);
	round.after(proxy.close);
	return [world.seat(n, { route: () => proxy.port }), proxy];
}

const everybodyIn = (writers: readonly Writer[]) =>
	until('everybody is in the room', () => writers.every(({ connection }) => connection.writable()), 20_000);

const cutOff: Scenario = {
	id: 'F7',
	title: 'one person is cut off, types on, and comes back; once to a meeting that was locked meanwhile',
	rounds: { short: 2, long: 2 },
	run: (round) => (round.number % 2 === 0 ? cutAndMerged(round) : cutAndLocked(round))
};

async function cutAndMerged(round: Round): Promise<void> {
	const world = await round.open();
	const [away, proxy] = await seatBehindProxy(world, round, 0);
	const others = [1, 2, 3].map((n) => world.seat(n));
	await everybodyIn(world.writers);
	for (const writer of others) writer.type();
	for (let n = 0; n < 5; n++) away.step();
	await until('the first words are saved', away.saved, 5000);
	proxy.set('refuse');
	const words = round.long ? 500 : 200;
	for (let n = 0; n < words; n++) {
		away.step();
		if (n % 20 === 0) await pause(round.long ? 400 : 20);
	}
	round.check('whoever is cut off may type on', away.journal.ops.length >= words);
	round.check('and is not told that it is saved', !away.connection.allSaved());
	proxy.set('pass');
	const took = await until('the words are merged', away.saved, 30_000);
	round.recovered(took);
	round.within('merged after the return', took, 5000);
	await round.judge(world);
}

async function cutAndLocked(round: Round): Promise<void> {
	const world = await round.open({ lockable: true });
	const chair = world.seat(0);
	const [away, proxy] = await seatBehindProxy(world, round, 1);
	await everybodyIn(world.writers);
	for (let n = 0; n < 10; n++) for (const writer of [chair, away]) writer.step();
	await world.allSaved();
	proxy.set('refuse');
	await until('the line is known to be cut', () => !away.connection.connected(), 15_000);
	const before = away.journal.ops.length;
	const words = round.long ? 500 : 200;
	for (let n = 0; n < words; n++) away.step();
	const late = away.journal.ops.slice(before).filter(({ kind }) => kind === 'write');
	const locked = await lockMinutes(world);
	round.check('the chair locks the minutes', locked.status === 303, locked.status);
	proxy.set('pass');
	await until('the one cut off hears of it', () => away.connection.phase() === 'sealed', 15_000);
	const record = await askRecord(world);
	round.check('the record can be read', record.status === 200, record.status);
	const inRecord = new Set(tokensIn(record.body));
	const taken = late.filter(({ token }) => inRecord.has(token)).length;
	round.check('not one word typed while cut off is in the minutes', taken === 0, taken);
	const offered = new Set(Object.values(away.connection.unsentWords()).flatMap(tokensIn));
	const deleted = new Set(away.journal.ops.filter(({ kind }) => kind === 'delete').map(({ token }) => token));
	const missing = late.filter(({ token }) => !offered.has(token) && !deleted.has(token)).length;
	round.check('every one of them is offered', missing === 0, `${missing} of ${late.length} missing`);
	round.check(
		'and none is called saved',
		late.every(({ state }) => state !== 'ok')
	);
	await round.judge(world, [away]);
}

const halfOpen: Scenario = {
	id: 'F8',
	title: 'half-open lines: what one side sends disappears',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const world = await round.open();
		const [node] = world.nodes as [ChaosNode];
		const deaf = await seatBehindProxy(world, round, 0);
		const dumb = await seatBehindProxy(world, round, 1);
		const others = [2, 3, 4].map((n) => world.seat(n));
		await everybodyIn(world.writers);
		const baseline = node.files();
		for (const [writer] of [deaf, dumb]) writer.connection.setCursor({ field: SHARED_FIELD, anchor: 0, head: 0 });
		for (const writer of world.writers) writer.type();
		const seen = (writer: Writer, of: Writer) =>
			writer.connection.others().some(({ user }) => user.personId === of.personId);
		await until('both are seen writing', () => others.every((one) => seen(one, deaf[0]) && seen(one, dumb[0])), 5000);
		// Their pages try again meanwhile, over lines that are as bad: only these count.
		const [openOfDeaf, openOfDumb] = [deaf[1].watchOpen(), dumb[1].watchOpen()];
		deaf[1].set('drop-down');
		dumb[1].set('drop-up');
		const since = performance.now();
		const ms = () => performance.now() - since;
		const [presence, pages, sockets] = await Promise.all([
			inTime(() => others.every((one) => !seen(one, deaf[0]) && !seen(one, dumb[0])), 25_000).then(() => ms()),
			inTime(() => [deaf, dumb].every(([writer]) => !writer.connection.connected()), 25_000).then(() => ms()),
			inTime(() => openOfDeaf() + openOfDumb() === 0, 25_000).then(() => ms())
		]);
		round.within('nobody is shown as writing who is gone', presence, 15_000);
		round.within('their pages have noticed', pages, 15_000);
		round.within('the server has let go of their sockets', sockets, 20_000);
		const files = await inTime(() => node.files() <= baseline, 5000);
		round.check('it has no more open files than before', files, `${node.files()} after ${baseline}`);
		for (const [, proxy] of [deaf, dumb]) proxy.set('pass');
		for (const writer of world.writers) writer.pause();
		round.recovered(await world.allSaved(10_000));
		await round.judge(world);
	}
};

const FLOOD_PIECE = 16_000;
/** What may wait for one reader is 1 MB (W6), and beyond it what was written in the moment before. */
const MOST_BUFFERED = LIMIT.bufferedStale + 256 * 1024;

const slowReader: Scenario = {
	id: 'F9',
	title: 'one reader takes 1 KB/s while 10 MB of updates flow',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		// Each in a service of its own: what so much costs from the first word on is not what a slow reader costs.
		const compare = async () => {
			const usual = await letItFlow(round, null);
			const slowed = await letItFlow(round, 1024);
			round.note(
				`server memory from ${usual.before.toFixed(0)} to ${usual.most.toFixed(0)} MB with nobody slow, ` +
					`from ${slowed.before.toFixed(0)} to ${slowed.most.toFixed(0)} MB with one, for whom ` +
					`${(slowed.buffered / 1e6).toFixed(2)} MB waited at most; its lines ended with ${slowed.ended}; ` +
					`p95 ${usual.p95.toFixed(0)} and ${slowed.p95.toFixed(0)} ms`
			);
			return { usual, slowed, growth: slowed.most - slowed.before - (usual.most - usual.before) };
		};
		const first = await compare();
		// Resident memory also holds what the garbage collector has not come round to, which differs by as much from run to
		// run. What is truly kept for a slow reader is kept every time: look twice before calling it that.
		const { usual, slowed, growth } = first.growth < 20 ? first : await compare();
		round.within('95 % of the others’ words are seen by the others', slowed.p95, 300, usual.p95);
		round.check('the server’s memory grows by less than 20 MB for it', growth < 20, growth.toFixed(0));
		round.check('no more than 1 MB waits for it', slowed.buffered <= MOST_BUFFERED, slowed.buffered);
	}
};

type Flow = {
	/** resident memory of the service, MB */
	readonly before: number;
	readonly most: number;
	/** bytes that waited at the service for all readers together */
	readonly buffered: number;
	/** ms from one page to the others */
	readonly p95: number;
	/** how the lines of the one that may be slow ended */
	readonly ended: string;
};

/** A service, seven people, and updates by the megabyte. @param rate bytes a second of the seventh; null: not slow */
async function letItFlow(round: Round, rate: number | null): Promise<Flow> {
	const metrics = await freePort();
	const world = await round.open({ env: () => ({ METRICS_PORT: String(metrics) }) });
	const [node] = world.nodes as [ChaosNode];
	const proxy = await startFaultyProxy(node.port);
	round.after(proxy.close);
	const others = [0, 1, 2, 3, 4, 5].map((n) => world.seat(n));
	const slow = world.seat(6, { route: () => proxy.port });
	await everybodyIn(world.writers);
	const delays = measureDelays(others);
	// More than the 5 MB of promises.md: so much disappears in the machine's own buffers before anything waits at the server.
	const bytes = round.long ? 20_000_000 : 10_000_000;
	const [memory, buffered]: [number[], number[]] = [[node.memory()], []];
	proxy.slow(rate);
	for (let sent = 0, n = 0; sent < bytes; sent += 2 * FLOOD_PIECE, n++) {
		for (const writer of others.slice(0, 2)) flood(writer);
		others[2 + (n % 4)]?.step();
		memory.push(node.memory());
		if (n % 10 === 0) buffered.push(await bytesBuffered(metrics));
		await pause(20);
	}
	for (const writer of others.slice(0, 2)) clearFlood(writer);
	await until('everybody else has it all', () => others.every((writer) => writer.saved()), 10_000);
	const found = { before: memory[0] as number, most: Math.max(...memory), buffered: Math.max(...buffered) };
	proxy.slow(null);
	round.recovered(await world.allSaved(20_000));
	await until('the slow one has caught up', () => sameText(slow, others[0] as Writer), 20_000);
	const ended = endings(slow);
	await round.judge(world);
	await world.close();
	return { ...found, p95: percentile(delays.of(), 0.95), ended };
}

const endings = ({ closings }: Writer): string => closings.map(({ code }) => code).join(', ') || 'nothing';

/** What waits at the server for all readers together. */
async function bytesBuffered(port: number): Promise<number> {
	const { body } = await ask(port, `http://127.0.0.1:${port}`, { path: '/metrics' });
	const bytes = /^mapp_buffered_bytes ([\d.e+]+)$/m.exec(body)?.[1];
	if (bytes === undefined) throw new Error('the metrics do not tell what waits for slow readers');
	return Number(bytes);
}

const sameText = (a: Writer, b: Writer): boolean =>
	[SHARED_FIELD, 'R1.evidence', 'R2.evidence'].every(
		(field) => a.connection.doc.getText(field).toString() === b.connection.doc.getText(field).toString()
	);

/** Replaces a long text by another one, so that the document stays small and the updates do not. */
function flood({ connection, client }: Writer): void {
	const text = connection.doc.getText(`R${client + 1}.evidence`);
	connection.doc.transact(() => {
		text.delete(0, text.length);
		text.insert(0, randomUUID().repeat(FLOOD_PIECE / 36));
	});
}
function clearFlood({ connection, client }: Writer): void {
	const text = connection.doc.getText(`R${client + 1}.evidence`);
	text.delete(0, text.length);
}

const duplicatedTab: Scenario = {
	id: 'F16',
	title: 'a duplicated tab, and a copy that writes other words under the first one’s id',
	rounds: { short: 1, long: 2 },
	run: async (round) => {
		const world = await round.open();
		const first = world.seat(0);
		const other = world.seat(1);
		await everybodyIn(world.writers);
		for (let n = 0; n < 5; n++) for (const writer of [first, other]) writer.step();
		await world.allSaved();
		const id = first.connection.doc.clientID;
		const memory = Y.encodeStateAsUpdate(first.connection.doc);

		// The browser's "duplicate tab": everything the first page had in memory, its id too.
		const second = world.seat(0, {
			prepare: (doc) => {
				Y.applyUpdate(doc, memory);
				doc.clientID = id;
			}
		});
		await everybodyIn(world.writers);
		round.check('the duplicate has an id of its own', second.connection.doc.clientID !== id);
		round.check('and the first one keeps its own', first.connection.doc.clientID === id);
		for (const writer of world.writers) writer.type();
		await pause(1000);

		const answer = await writeUnder(id, memory, world, round);
		round.check('words under the first one’s id are refused with 4403', answer === CLOSE.forbidden, answer);
		await pause(500);
		for (const writer of world.writers) writer.pause();
		round.recovered(await world.allSaved(10_000));
		round.check(
			'nobody else was disturbed',
			world.writers.every(({ arrivals }) => arrivals.length === 1)
		);
		await round.judge(world);
	}
};

/** From an old copy of a page, without what shows that the id is its own: other words under it. @returns how that is answered */
async function writeUnder(id: number, memory: Uint8Array, world: ChaosWorld, round: Round): Promise<number> {
	const [node] = world.nodes as [ChaosNode];
	const [{ cookie }] = world.seats as [Seat];
	const address = `ws://127.0.0.1:${node.port}/yjs/${world.meetingId}/plan?v=${PROTOCOL_VERSION}`;
	const line = connectRaw(address, new Y.Doc(), { cookie, origin: world.origin });
	round.after(() => line.ws.terminate());
	await until('the copy is in the room', () => line.hello !== null, 5000);
	const copy = new Y.Doc();
	Y.applyUpdate(copy, memory);
	copy.clientID = id;
	const before = Y.encodeStateVector(copy);
	copy.getText(ownField(0)).insert(0, 'OTHER ');
	sendUpdate(line, Y.encodeStateAsUpdate(copy, before));
	await inTime(() => line.closed !== null || line.refused.length > 0, 5000);
	return line.closed?.code ?? line.refused[0]?.code ?? 0;
}

export const NETWORK: readonly Scenario[] = [cutOff, halfOpen, slowReader, duplicatedTab];
