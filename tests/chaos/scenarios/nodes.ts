/** Two nodes on one database: their hints fail, they are replaced one after the other, one of them sleeps. */
import { startFaultyProxy } from '../../support/faulty-proxy.ts';
import { type HintServer, startHintServer } from '../../support/hint-server.ts';
import type { ChaosNode } from '../chaos-node.ts';
import type { ChaosWorld } from '../chaos-world.ts';
import { type Delay, measureDelays, percentile } from '../delays.ts';
import { ask } from '../evidence.ts';
import type { Round, Scenario } from '../scenario.ts';
import type { Writer } from '../scripted-writer.ts';
import { inTime, pause, until } from '../until.ts';

type Pair = [ChaosNode, ChaosNode];

/** Odd pages are on the second node. */
const placeOf = (writer: Writer) => writer.client % 2;
const between = ({ from, to }: Delay) => placeOf(from) !== placeOf(to);

/** What happens to the hints, and how it ends. */
type Trouble = { readonly env: (node: number) => Record<string, string>; begin: () => unknown; end: () => unknown };

/** Typing on both nodes before, during and after some trouble with the hints. */
async function withoutHints(round: Round, trouble: Trouble, seconds: number): Promise<void> {
	const world = await round.open({ nodes: 2, env: trouble.env });
	const [first, second] = world.nodes as Pair;
	const pids = world.nodes.map((node) => node.pid());
	const everybody = await world.seatEverybody();
	const delays = measureDelays(everybody);
	const page = () =>
		ask(first.port, world.origin, { path: `/meetings/${world.meetingId}/room`, cookie: world.seats[0]?.cookie });
	for (const writer of everybody) writer.type();
	await until('words cross the nodes', () => delays.of(between).length > 100, 30_000);
	const calm = percentile(delays.of(between), 0.5);
	const calmWorst = percentile(delays.of(between), 0.99);
	const usual = (await page()).took;

	await trouble.begin();
	const from = Date.now();
	const asked = await page();
	round.check(
		'no page waits for the hints',
		asked.status === 200 && asked.took < usual * 2 + 200,
		`${asked.status}, ${asked.took.toFixed(0)} ms against ${usual.toFixed(0)}`
	);
	await pause(seconds * 500);
	await revoked(world, round, 7, second, first);
	await pause(seconds * 500);
	const to = Date.now();
	const during = delays.of((delay) => between(delay) && delay.at >= from && delay.at < to - 1500);
	round.within('words cross the nodes without hints (p99)', percentile(during, 0.99), 1000, calmWorst);

	await trouble.end();
	await pause(round.long ? 5000 : 2500);
	const again = Date.now();
	await pause(1500);
	for (const writer of everybody) writer.pause();
	await world.allSaved(10_000);
	const after = delays.of((delay) => between(delay) && delay.at >= again);
	round.within('and with them again (p50)', percentile(after, 0.5), 300, calm);
	round.note(
		`between nodes, median before ${calm} ms; during ${percentile(during, 0.5)} ms, p99 ${percentile(during, 0.99)} ms; after ${percentile(after, 0.5)} ms`
	);
	await round.judge(world);
	const same = world.nodes.every((node, n) => node.alive() && node.pid() === pids[n]);
	round.check('no node has ended', same);
}

/** Somebody connected on one node signs out on the other: promises R12, within a second. */
async function revoked(
	world: ChaosWorld,
	round: Round,
	n: number,
	on: ChaosNode,
	signedOutAt: ChaosNode
): Promise<void> {
	const page = world.writers.find((writer) => writer.personId === world.seats[n]?.personId) as Writer;
	round.check('the page is on the other node', world.nodes[placeOf(page)]?.port === on.port);
	page.pause();
	await until('what they wrote is saved', page.saved, 5000);
	const socket = page.socket();
	const out = await ask(signedOutAt.port, world.origin, {
		path: '/sign-out',
		cookie: world.seats[n]?.cookie,
		form: {}
	});
	const told = performance.now();
	await inTime(() => socket?.readyState !== socket?.OPEN, 5000);
	const ms = performance.now() - told;
	round.check('they are signed out', out.status === 303, out.status);
	round.within('and are cut off', ms, 1000);
	page.vanish();
}

async function hints(round: Round): Promise<HintServer> {
	const server = await startHintServer();
	round.after(server.close);
	round.note(server.kind);
	return server;
}

const hintsKilled: Scenario = {
	id: 'F11',
	title: 'kill -9 of Redis under two nodes, and its return',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const server = await hints(round);
		const env = () => ({ REDIS_URL: server.url });
		await withoutHints(round, { env, begin: server.kill, end: server.restart }, round.long ? 60 : 3);
	}
};

const hintsFrozen: Scenario = {
	id: 'F12',
	title: 'Redis stopped: it accepts and never answers',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const server = await hints(round);
		const env = () => ({ REDIS_URL: server.url });
		await withoutHints(round, { env, begin: server.freeze, end: server.thaw }, round.long ? 60 : 3);
	}
};

const oneWithoutHints: Scenario = {
	id: 'F13',
	title: 'only the second node loses Redis',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const server = await hints(round);
		const direct = new URL(server.url);
		const proxy = await startFaultyProxy(Number(direct.port));
		round.after(proxy.close);
		const through = Object.assign(new URL(server.url), { port: String(proxy.port) }).href.replace(/\/$/, '');
		const env = (node: number) => ({ REDIS_URL: node === 0 ? server.url : through });
		await withoutHints(
			round,
			{ env, begin: () => proxy.set('drop'), end: () => proxy.set('pass') },
			round.long ? 60 : 3
		);
	}
};

/** Of the few pages of the short form a third may come together by chance. */
const MOST_AT_ONCE = { long: 0.25, short: 0.4 };
const WINDOW_MS = 200;

const rolling: Scenario = {
	id: 'F14',
	title: 'both nodes are replaced one after the other under load',
	rounds: { short: 1, long: 2 },
	run: async (round) => {
		const world = await round.open({ nodes: 2 });
		const [first, second] = world.nodes as Pair;
		const taking = new Set<ChaosNode>([first, second]);
		// As a balancer does: whoever is being replaced gets nobody new.
		const route = () => round.chance.pick([...taking]).port;
		const pages = round.long ? 96 : 48;
		for (let n = 0; n < pages; n++) {
			// Half of them begin on each; later they go where there is room.
			const start = n % 2 === 0 ? first : second;
			let begun = false;
			world.seat(n, {
				perSecond: round.long ? 0.5 : 1,
				route: () => {
					if (begun) return route();
					begun = true;
					return start.port;
				}
			});
		}
		await until(
			'everybody is in the room',
			() => world.writers.every(({ connection }) => connection.writable()),
			60_000
		);
		for (const writer of world.writers) writer.type();
		await pause(1000);
		for (const [n, node] of [first, second].entries()) {
			taking.delete(node);
			await replaced(world, round, node, n + 1);
			taking.add(node);
			await pause(500);
		}
		for (const writer of world.writers) writer.pause();
		await world.allSaved(10_000);
		await round.judge(world);
	}
};

async function replaced(world: ChaosWorld, round: Round, node: ChaosNode, n: number): Promise<void> {
	const moved = world.writers.filter((writer) => portOf(writer) === node.port);
	const before = new Map(moved.map((writer) => [writer, writer.arrivals.length]));
	const since = Date.now();
	node.signal('SIGTERM');
	const { code, signal } = await node.ended();
	const drained = Date.now() - since;
	round.check(`node ${n} ends with 0`, code === 0, String(signal ?? code));
	round.within(`node ${n} has drained`, drained, 10_000);
	await node.start();
	const back = (writer: Writer) => writer.arrivals.length > (before.get(writer) ?? 0) && writer.saved();
	const times: number[] = [];
	const waiting = new Set(moved);
	await until(
		'everybody is back and saved',
		() => {
			for (const writer of waiting)
				if (back(writer)) {
					waiting.delete(writer);
					times.push((writer.arrivals.at(-1) ?? 0) - since);
				}
			return waiting.size === 0;
		},
		20_000
	);
	for (const ms of times) round.recovered(ms);
	const worst = Math.max(...times);
	round.within('everybody is back', worst, 5000);
	const last = moved.find((writer) => (writer.arrivals.at(-1) ?? 0) - since === worst);
	const ends = (last?.closings ?? [])
		.filter(({ at }) => at >= since)
		.map(({ code, at }) => `${code} after ${at - since} ms`);
	if (worst > 5000) round.note(`the last one's sockets ended with ${ends.join(', ')}`);
	const share = mostAtOnce(times) / moved.length;
	const most = MOST_AT_ONCE[round.long ? 'long' : 'short'];
	const shown = `${(share * 100).toFixed(0)} % of ${moved.length}`;
	round.check(`no more than ${most * 100} % of them in any 200 ms`, share <= most, shown);
	round.note(
		`node ${n}: ${moved.length} pages moved, drained in ${drained} ms, at most ${(share * 100).toFixed(0)} % at once`
	);
}

const portOf = (writer: Writer): number => Number(new URL(writer.socket()?.url ?? 'ws://none').port);

/** The most arrivals that lie within one window. */
function mostAtOnce(times: readonly number[]): number {
	return Math.max(0, ...times.map((at) => times.filter((other) => other >= at && other < at + WINDOW_MS).length));
}

const asleep: Scenario = {
	id: 'F21',
	title: 'one node sleeps, its people go to the other, and it wakes with what it knew',
	rounds: { short: 1, long: 2 },
	run: async (round) => {
		const world = await round.open({ nodes: 2 });
		const [first, second] = world.nodes as Pair;
		let isAsleep = false;
		const everybody = await world.seatEverybody((n) => ({
			route: () => (n % 2 === 0 || isAsleep ? first : second).port,
			// In the short form the pages lose patience sooner than the product's do.
			...(round.long ? {} : { silentMs: 2500 })
		}));
		const process = second.pid();
		for (const writer of everybody) writer.type();
		await pause(1500);
		second.signal('SIGSTOP');
		round.after(() => second.signal('SIGCONT'));
		isAsleep = true;
		await pause(round.long ? 20_000 : 5000);
		const moved = everybody.filter((writer) => portOf(writer) === first.port).length;
		round.check(
			'its people have gone to the other node',
			moved === everybody.length,
			`${moved} of ${everybody.length}`
		);
		second.signal('SIGCONT');
		isAsleep = false;
		await pause(1000);
		// It must serve again, with nothing of its own left over from before.
		const late = world.seat(1, { route: () => second.port });
		await until('it serves again', () => late.connection.writable(), 10_000);
		late.type();
		await pause(1000);
		for (const writer of world.writers) writer.pause();
		round.recovered(await world.allSaved(15_000));
		await round.judge(world);
		round.check('it is the same process', second.alive() && second.pid() === process);
	}
};

export const NODES: readonly Scenario[] = [hintsKilled, hintsFrozen, oneWithoutHints, rolling, asleep];
