/** Rubbish by the thousand, exports while people type, and no files left to open. */
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { CLOSE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { freePort } from '#server/free-port.ts';
import { syncFrame } from '../../support/raw-writer.ts';
import type { SeededChance } from '../../support/seeded-chance.ts';
import type { ChaosNode } from '../chaos-node.ts';
import type { ChaosWorld } from '../chaos-world.ts';
import { measureDelays, percentile } from '../delays.ts';
import { ask, readPageTexts } from '../evidence.ts';
import { tokensIn } from '../journal.ts';
import type { Scenario } from '../scenario.ts';
import type { Seat, Writer } from '../scripted-writer.ts';
import { inTime, pause, until } from '../until.ts';

/** Frames no page of ours sends (promises.md part 4, Y-1 to Y-19), for the socket of a document. */
function badYjsFrame(chance: SeededChance): Uint8Array | string {
	const doc = new Y.Doc();
	const kinds: (() => Uint8Array | string)[] = [
		() => new Uint8Array(0),
		() => Uint8Array.of(0),
		() => new Uint8Array(10).fill(0xff),
		() => 'a text frame',
		() => Uint8Array.of(99, 1, 2, 3),
		() => syncFrame(2, Uint8Array.of(1, 2, 3)),
		() => syncFrame(7, Uint8Array.of(0, 0)),
		// deletes what does not exist yet
		() => syncFrame(2, Uint8Array.of(0, 1, 200, 1, 1, 0, 255, 127)),
		// a clock far ahead: a gap
		() => {
			doc.getText('R1.contingency').insert(0, 'x'.repeat(50));
			const vector = Y.encodeStateVector(doc);
			doc.getText('R1.contingency').insert(0, 'gap');
			return syncFrame(2, Y.encodeStateAsUpdate(doc, vector));
		},
		// somebody else's client id
		() => {
			doc.getText('R1.contingency').insert(0, 'forged');
			return syncFrame(2, Y.encodeStateAsUpdate(doc));
		},
		// another kind of root, a nested type, bytes, a key that is a trap
		() => {
			doc.getMap('R1.contingency').set('__proto__', { isChair: true });
			return syncFrame(2, Y.encodeStateAsUpdate(doc));
		},
		() => {
			doc.getArray('list').push([new Uint8Array(100), new Y.Map()]);
			return syncFrame(2, Y.encodeStateAsUpdate(doc));
		},
		() => syncFrame(2, Y.encodeStateAsUpdateV2(doc)),
		// the 27 bytes of yjs issue 687 in spirit: a run length beyond all reason
		() => syncFrame(2, Uint8Array.of(1, 255, 255, 255, 255, 15, 1, 0, 0)),
		() => syncFrame(0, Uint8Array.of(255, 255, 255, 127, 1, 1)),
		() => new Uint8Array(70_000).fill(1),
		() => Uint8Array.from({ length: chance.between(1, 400) }, () => chance.between(0, 255))
	];
	return chance.pick(kinds)();
}

/** The same for the line of facts (E-3, E-5, E-7): engine.io and socket.io packets. */
function badSocketPacket(chance: SeededChance): string {
	return chance.pick([
		'4',
		'9',
		'42',
		'42[',
		'42["run"]',
		'42["run",null]',
		'42["meeting",[1,2,3]]',
		'4299999999999999999999["run",{}]',
		'42["disconnect",{}]',
		'42["__proto__",{"isChair":true}]',
		'451000000-["run",{}]',
		'450-["run"]',
		'40/admin,',
		'40/another,{"token":1}',
		`42["run",{"meetingId":"${'x'.repeat(2000)}","command":"lock-minutes","commandId":"1","input":{}}]`,
		`42["run",${'['.repeat(5000)}${']'.repeat(5000)}]`,
		'42["run",{"meetingId":"00000000-0000-0000-0000-000000000000","command":"constructor","commandId":"abcdefgh","input":null}]'
	]);
}

type Rubbish = {
	/** frames sent, and sockets asked for that were refused: a service may shut its door instead of reading on */
	sent: number;
	refused: number;
	readonly codes: Map<number, number>;
	readonly stop: () => void;
};

/** Sends bad frames over a few sockets at a steady pace, and opens a socket again whenever one is closed for it. */
function sendRubbish(world: ChaosWorld, chance: SeededChance, sockets: number, perSecond: number): Rubbish {
	const [node] = world.nodes as [ChaosNode];
	const open: (WebSocket | null)[] = Array.from({ length: sockets }, () => null);
	/** places whose last socket was refused */
	const shut = new Set<number>();
	const rubbish: Rubbish = {
		sent: 0,
		refused: 0,
		codes: new Map(),
		stop: () => {
			clearInterval(timer);
			for (const socket of open) socket?.terminate();
		}
	};
	const connectAgain = (place: number) => {
		const seat = world.seats[place % world.seats.length] as Seat;
		const facts = place % 4 === 3;
		const path = facts ? '/socket.io/?EIO=4&transport=websocket' : `/yjs/${world.meetingId}/plan?v=${PROTOCOL_VERSION}`;
		const socket = new WebSocket(`ws://127.0.0.1:${node.port}${path}`, {
			headers: { cookie: seat.cookie, origin: world.origin }
		});
		open[place] = socket;
		socket.on('open', () => {
			if (facts) socket.send('40');
		});
		socket.on('error', () => {});
		socket.on('close', (code) => {
			if (code === CLOSE.tooMany) {
				rubbish.refused++;
				shut.add(place);
			}
			rubbish.codes.set(code, (rubbish.codes.get(code) ?? 0) + 1);
			if (open[place] === socket) open[place] = null;
		});
	};
	let due = 0;
	const timer = setInterval(() => {
		due += perSecond / 50;
		for (const place of open.keys()) {
			const socket = open[place] ?? null;
			// A socket that was refused has cost as much as a frame; one that was closed for a frame is opened again for nothing.
			if (socket === null && (due >= 1 || !shut.has(place))) {
				if (shut.delete(place)) due--;
				connectAgain(place);
			} else if (due >= 1 && socket !== null && socket.readyState === socket.OPEN) {
				due--;
				rubbish.sent++;
				socket.send(place % 4 === 3 ? badSocketPacket(chance) : badYjsFrame(chance));
			}
		}
		due = Math.min(due, sockets);
	}, 20);
	return rubbish;
}

const rubbish: Scenario = {
	id: 'F15',
	title: 'rubbish from 20 sockets while people type',
	rounds: { short: 1, long: 1 },
	alone: () => true,
	run: async (round) => {
		const metrics = await freePort();
		const world = await round.open({ env: () => ({ METRICS_PORT: String(metrics) }) });
		const [node] = world.nodes as [ChaosNode];
		const honest = await world.seatEverybody();
		const delays = measureDelays(honest);
		const process = node.pid();
		for (const writer of honest) writer.type();
		await until('words are seen', () => delays.of().length > 100, 30_000);
		const usual = percentile(delays.of(), 0.95);
		const usualStall = await longestStall(metrics);
		const before = node.memory();
		const [frames, seconds] = round.long ? [10_000, 30] : [2000, 6];
		const [since, from] = [performance.now(), Date.now()];
		const bad = sendRubbish(world, round.chance, 20, frames / seconds);
		round.after(bad.stop);
		await until('all of it is sent', () => bad.sent + bad.refused >= frames, seconds * 4000);
		const took = (performance.now() - since) / 1000;
		bad.stop();
		for (const writer of honest) writer.pause();
		const stall = await longestStall(metrics);
		const codes = [...bad.codes].sort(([a], [b]) => a - b);
		round.note(
			`${bad.sent} frames, ${bad.refused} sockets refused in ${took.toFixed(0)} s; closed with ${codes.map(([code, n]) => `${code}: ${n}`).join(', ')}`
		);
		const p95 = percentile(
			delays.of(({ at }) => at >= from),
			0.95
		);
		round.within('95 % of honest words are seen by the others', p95, 300, usual);
		round.within('the event loop goes on', stall, 200, usualStall);
		round.note(
			`p95 ${p95.toFixed(0)} ms over ${delays.of().length} words, longest stall ${stall.toFixed(0)} ms; before ${usual.toFixed(0)} and ${usualStall.toFixed(0)} ms`
		);
		// 1005: a socket of facts that the server ended without a code; 1006: cut off at once; 1000 and 1001: we went.
		const known = [1000, 1001, 1005, 1006, 4400, 4403, 4409, 4413, 4429];
		const strange = codes.filter(([code]) => !known.includes(code));
		round.check('bad sockets are closed with a documented code', strange.length === 0, JSON.stringify(strange));
		round.check(
			'the rubbish was refused',
			codes.some(([code]) => code === 4400 || code === 4409 || code === 4403)
		);
		await world.allSaved(10_000);
		await round.judge(world);
		// Sixty seconds are promised; the short form does not wait for the garbage collector to come round.
		const [growth, withinMs] = round.long ? [50, 60_000] : [100, 20_000];
		const calm = await inTime(() => node.memory() < before + growth, withinMs);
		round.check(
			`memory is within ${growth} MB of before`,
			calm,
			`${before.toFixed(0)}, now ${node.memory().toFixed(0)} MB`
		);
		round.check('it is the same process', node.alive() && node.pid() === process);
	}
};

/** The longest the event loop stood still since it was last asked, ms. */
async function longestStall(port: number): Promise<number> {
	const { body } = await ask(port, `http://127.0.0.1:${port}`, { path: '/metrics' });
	const longest = /event_loop_delay_seconds\{quantile="1"\} ([\d.e-]+)/.exec(body)?.[1];
	if (longest === undefined) throw new Error('the metrics do not tell the delay of the event loop');
	return Number(longest) * 1000;
}

const exports: Scenario = {
	id: 'F23',
	title: 'the draft is read again and again while people type',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const world = await round.open();
		const [node] = world.nodes as [ChaosNode];
		const everybody = await world.seatEverybody((_) => ({ perSecond: 8 }));
		for (const writer of everybody) writer.type();
		const wanted = round.long ? 50 : 10;
		const read: string[][] = [];
		for (let n = 0; n < wanted; n++) {
			const { fields } = await readPageTexts(
				world.seats[n % world.seats.length] as Seat,
				world.origin,
				node.port,
				`/meetings/${world.meetingId}/minutes`
			);
			read.push(withWords(fields));
			await pause(100);
		}
		for (const writer of everybody) writer.pause();
		await world.allSaved();
		const log = await world.log();
		const exact = new Set([...log.states()].map((fields) => asKey(withWords(fields))));
		const found = read.map((texts) => exact.has(asKey(texts)));
		round.check(
			`each of ${wanted} drafts is the document at exactly one number`,
			found.every(Boolean),
			`${found.filter((one) => !one).length} are not`
		);
		round.check('the drafts differ, so people were typing', new Set(read.map(asKey)).size > wanted / 3);
		await round.judge(world);
	}
};

const withWords = (fields: Readonly<Record<string, string>>): string[] =>
	Object.values(fields).filter((text) => tokensIn(text).length > 0);

const asKey = (texts: readonly string[]): string =>
	JSON.stringify([...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].sort());

const noFiles: Scenario = {
	id: 'F25',
	title: 'no more files or sockets can be opened',
	rounds: { short: 1, long: 1 },
	run: async (round) => {
		const files = 256;
		const world = await round.open({ files });
		const [node] = world.nodes as [ChaosNode];
		const process = node.pid();
		const everybody = await world.seatEverybody();
		for (const writer of everybody) writer.type();
		const crowd: Socket[] = [];
		round.after(() => {
			for (const socket of crowd) socket.destroy();
		});
		let refused = 0;
		for (let n = 0; n < files + 100; n++) {
			const socket = connect(node.port, '127.0.0.1');
			socket.on('error', () => {});
			socket.on('close', () => refused++);
			crowd.push(socket);
		}
		await until('new sockets are refused', () => refused > 0, 15_000);
		const full = node.files();
		const before = everybody.map((writer) => writer.acknowledgedAt());
		const goesOn = (writer: Writer, n: number) => writer.acknowledgedAt() > (before[n] ?? 0);
		await inTime(() => everybody.every(goesOn), 15_000);
		const live = everybody.filter(goesOn).length;
		round.note(`${full} files open of ${files}, ${refused} sockets refused`);
		round.check('those who are in go on writing', live === everybody.length, `${live} of ${everybody.length}`);
		round.check(
			'nobody was thrown out',
			everybody.every((writer) => writer.arrivals.length === 1)
		);
		for (const socket of crowd) socket.destroy();
		const late = world.seat(0);
		const took = await until('a newcomer gets in again', () => late.connection.writable(), 15_000);
		round.recovered(took);
		for (const writer of everybody) writer.pause();
		await world.allSaved();
		await round.judge(world);
		round.check('it is the same process', node.alive() && node.pid() === process);
	}
};

export const LOADS: readonly Scenario[] = [rubbish, exports, noFiles];
