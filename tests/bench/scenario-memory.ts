/** What an open meeting and a connection keep in memory, garbage collected before each look. */
import { WebSocket } from 'ws';
import { pause } from './chance.ts';
import { openFactsLine } from './facts-line.ts';
import { history } from './long-history.ts';
import { residentOf } from './process-watch.ts';
import { type Measures, mustHold, type Scenario, withServer } from './scenario.ts';
import { freePort } from './server-process.ts';
import { dropMember, type SyntheticMeeting, syntheticMeeting, type Tally, tally } from './synthetic-meeting.ts';
import type { Target } from './target.ts';
import { typeTogether } from './type-together.ts';
import { openWireClient } from './wire-client.ts';

const MEETINGS = 60;
/** Opened before the first look: what a server loads and starts once is not counted as a meeting's. */
const BEFORE = 15;
/** Of 6,000 keystrokes the last quarter is typed live: a server holds new ones otherwise than old ones. */
const PAST = 4500;
const LIVE = 1500;
const CONNECTIONS = 960;
/** After the last key: every server may put in order what it holds. */
const AT_REST_MS = 12_000;

async function measureMemory(target: Target): Promise<Measures> {
	const numbers = await target.meetings(BEFORE + MEETINGS);
	const idle = await target.meetings(CONNECTIONS / 12);
	const inspector = await freePort();
	const work = async ({ pid }: { pid: number }): Promise<Measures> => {
		const resident = () => residentAfterCollecting(inspector, pid);
		const counts = tally();
		const hold = async (some: readonly number[]) => {
			await target.write(some, past());
			await holdMeetings(some.map((number, n) => longMeeting(target, number, counts, n)));
			mustHold(counts.lost === 0, 'the server lost somebody');
		};
		await hold(numbers.slice(0, BEFORE));
		const before = await resident();
		await hold(numbers.slice(BEFORE));
		const open = await resident();
		for (const number of idle) for (let seat = 0; seat < 12; seat++) await enter(target, number, seat);
		await pause(500);
		const connected = await resident();
		const { facts } = target;
		if (facts)
			for (const number of idle) for (let seat = 0; seat < 12; seat++) await openFactsLine(facts(number, seat));
		await pause(500);
		const withFacts = facts ? await resident() : Number.NaN;
		return {
			perMeeting: ((open - before) * 1024) / MEETINGS,
			perConnection: ((connected - open) * 1024) / CONNECTIONS,
			perConnectionWithFacts: facts ? ((withFacts - open) * 1024) / CONNECTIONS : null,
			empty: before
		};
	};
	return withServer(target, work, [`--inspect=127.0.0.1:${inspector}`]);
}

const past = () => history(PAST, 5);

const longMeeting = (target: Target, number: number, counts: Tally, seed: number): SyntheticMeeting =>
	syntheticMeeting(target, number, {
		...{ tally: counts, people: 12, typists: 12, rate: 5, cursors: false, seed, base: past().state }
	});

/** Twelve people come into each, type, and all but one leave: then everything is at rest. */
async function holdMeetings(meetings: readonly SyntheticMeeting[]): Promise<void> {
	await typeTogether(meetings, { keys: LIVE / 12, everyMs: 30, wholeWithinMs: 20_000 });
	for (const meeting of meetings) for (const member of meeting.members.slice(1)) dropMember(member);
	await pause(AT_REST_MS);
}

const enter = (target: Target, number: number, seat: number): Promise<void> =>
	new Promise((resolve, reject) => {
		openWireClient(target.place(number, seat), {
			synced: () => resolve(),
			closed: (reason) => reject(new Error(reason))
		});
	});

/** Megabytes after a full collection, asked for over Node's own inspector: the same for every server. */
async function residentAfterCollecting(port: number, pid: number): Promise<number> {
	const [page] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
	const inspector = new WebSocket(page?.webSocketDebuggerUrl ?? '');
	const lowest = await new Promise<number>((resolve, reject) => {
		inspector.once('error', reject);
		inspector.once('open', async () => {
			let least = Number.POSITIVE_INFINITY;
			for (let round = 1; round <= 3; round++) {
				const collected = new Promise((done) => inspector.once('message', done));
				inspector.send(JSON.stringify({ id: round, method: 'HeapProfiler.collectGarbage' }));
				await collected;
				await pause(200);
				least = Math.min(least, residentOf(pid));
			}
			resolve(least);
		});
	});
	inspector.close();
	return lowest;
}

export const memory: Scenario = {
	name: 'memory',
	about: `${MEETINGS} open meetings of ${PAST + LIVE} keystrokes, then ${CONNECTIONS} idle connections`,
	repeats: { quick: 1, full: 2 },
	run: (target) => measureMemory(target)
};
