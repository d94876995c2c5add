/** Coming into a two-hour meeting (30,000 keystrokes): alone, a hundred within two seconds, and after a restart. */
import * as Y from 'yjs';
import { pause } from './chance.ts';
import { percentile } from './histogram.ts';
import { FIELDS, type History, history } from './long-history.ts';
import { watchProcess } from './process-watch.ts';
import { type Measures, mustHold, type Scenario, withServer } from './scenario.ts';
import { leaveMeeting, syntheticMeeting, tally } from './synthetic-meeting.ts';
import type { Target } from './target.ts';
import { typeTogether } from './type-together.ts';
import { closeClient, openWireClient, type WireClient } from './wire-client.ts';

const KEYS = 30_000;
/** Of these the last are typed by people who are there, so that the server holds them as it holds what is typed. */
const TYPED_LIVE = 1440;
const ALONE = 15;
const CROWD = 100;
const CROWD_MS = 2000;
/** Hocuspocus stores two seconds after the last change. */
const STORED_AFTER_MS = 3000;
const WHOLE_WITHIN_MS = 15_000;

type Joined = {
	/** until the server said that this is the state, and until the whole text had come */
	readonly ms: number;
	readonly wholeMs: number;
	/** the state was not the whole text yet */
	readonly early: boolean;
	readonly client: WireClient;
};

/** One newcomer with nothing. @param isWhole asked after each part; null: the first answer is enough */
function joinOnce(
	target: Target,
	number: number,
	seat: number,
	isWhole: ((doc: Y.Doc) => boolean) | null
): Promise<Joined> {
	const began = performance.now();
	const doc = isWhole ? new Y.Doc() : null;
	let ms = Number.NaN;
	let early = false;
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error('the whole text did not come')), WHOLE_WITHIN_MS);
		const took = () => {
			const wholeMs = performance.now() - began;
			if (doc && !isWhole?.(doc)) {
				early = true;
				return;
			}
			clearTimeout(late);
			resolve({ ms, wholeMs, early, client });
		};
		const client = openWireClient(target.place(number, seat), {
			synced: (state) => {
				ms = performance.now() - began;
				if (doc) Y.applyUpdate(doc, Buffer.from(state));
				took();
			},
			update: (update) => {
				if (!doc) return;
				Y.applyUpdate(doc, Buffer.from(update));
				took();
			},
			closed: (reason) => {
				clearTimeout(late);
				reject(new Error(reason));
			}
		});
	});
}

const lengthOf = (doc: Y.Doc): number => FIELDS.reduce((sum, field) => sum + doc.getText(field).length, 0);

/** Twelve people type the last of the history. @returns the meeting, still open, and its whole text */
async function typeTheRest(target: Target, number: number, past: History) {
	const counts = tally();
	const meeting = syntheticMeeting(target, number, {
		...{ tally: counts, people: 12, typists: 12, rate: 5, cursors: false, seed: 3, base: past.state }
	});
	const keys = TYPED_LIVE / meeting.typists.length;
	await typeTogether([meeting], { keys, everyMs: 10, wholeWithinMs: WHOLE_WITHIN_MS });
	mustHold(counts.lost === 0, 'the server lost somebody');
	const whole = new Y.Doc();
	for (const { doc } of meeting.typists) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
	return { meeting, length: lengthOf(whole), words: FIELDS.map((field) => whole.getText(field).toString()) };
}

async function measureJoins(target: Target): Promise<Measures> {
	const past = history(KEYS - TYPED_LIVE);
	const [number = 0] = await target.meetings(1, CROWD);
	const warm = await withServer(target, async ({ pid }) => {
		await target.write([number], past);
		const { meeting, length, words } = await typeTheRest(target, number, past);
		const isWhole = (doc: Y.Doc) =>
			lengthOf(doc) === length && FIELDS.every((field, n) => doc.getText(field).toString() === words[n]);
		const first = await joinOnce(target, number, 0, isWhole);
		closeClient(first.client);
		const alone: number[] = [];
		for (let n = 0; n < ALONE; n++) {
			const joined = await joinOnce(target, number, n, null);
			alone.push(joined.ms);
			closeClient(joined.client);
			await pause(20);
		}
		const watch = watchProcess(pid, target.helpers);
		const crowd = await Promise.all(
			Array.from({ length: CROWD }, async (_, n) => {
				await pause((n * CROWD_MS) / CROWD);
				return joinOnce(target, number, n, null);
			})
		);
		const cost = watch.read();
		watch.end();
		for (const { client } of crowd) closeClient(client);
		leaveMeeting(meeting);
		await pause(target.keeps ? STORED_AFTER_MS : 0);
		const measures = {
			aloneP50: percentile(alone, 0.5),
			crowdP99: percentile(
				crowd.map(({ ms }) => ms),
				0.99
			),
			joinCpu: ((cost.cpu + cost.database) * 1000) / CROWD,
			serverJoinCpu: (cost.cpu * 1000) / CROWD
		};
		return { measures, isWhole };
	});
	if (!target.keeps) return { ...warm.measures, restartWhole: null, restartEarly: null };
	const cold = await withServer(target, async () => {
		await pause(300);
		const joined = await joinOnce(target, number, 0, warm.isWhole);
		closeClient(joined.client);
		return joined;
	});
	return { ...warm.measures, restartWhole: cold.wholeMs, restartEarly: cold.early ? 1 : 0 };
}

export const join: Scenario = {
	name: 'join',
	about: `a meeting of ${KEYS} keystrokes: join alone, ${CROWD} in 2 s, after a restart`,
	repeats: { quick: 1, full: 3 },
	run: (target) => measureJoins(target)
};
