/** What an open meeting and a connection keep in memory, garbage collected before each look. */
import { WebSocket } from 'ws';
import { pause } from './chance.ts';
import { openFactsLine } from './facts-line.ts';
import { history } from './long-history.ts';
import { residentOf } from './process-watch.ts';
import { type Measures, mustHold, type Scenario, withServer } from './scenario.ts';
import { freePort } from './server-process.ts';
import {
	dropMember,
	missingIn,
	openMeetings,
	pressKey,
	stopTyping,
	syntheticMeeting,
	tally
} from './synthetic-meeting.ts';
import type { Target } from './target.ts';
import { openWireClient } from './wire-client.ts';

const MEETINGS = 60;
/** Of 6,000 keystrokes the last quarter is typed live: a server holds new ones otherwise than old ones. */
const PAST = 4500;
const LIVE = 1500;
const CONNECTIONS = 960;

async function measureMemory(target: Target): Promise<Measures> {
	const past = history(PAST, 5);
	const numbers = await target.meetings(MEETINGS);
	const idle = await target.meetings(CONNECTIONS / 12);
	const inspector = await freePort();
	const work = async ({ pid }: { pid: number }): Promise<Measures> => {
		const resident = () => residentAfterCollecting(inspector, pid);
		// A first visitor, so that what is loaded once is not counted as a meeting's.
		await enter(target, idle[0] ?? 0, 0);
		await target.write(numbers, past);
		const before = await resident();
		const counts = tally();
		const meetings = numbers.map((number, n) =>
			syntheticMeeting(target, number, {
				...{ tally: counts, people: 12, typists: 12, rate: 5, cursors: false, seed: n, base: past.state }
			})
		);
		await openMeetings(meetings);
		for (let key = 0; key < LIVE / 12; key++) {
			for (const meeting of meetings) for (const typist of meeting.typists) pressKey(meeting, typist);
			await pause(30);
		}
		for (const meeting of meetings) stopTyping(meeting);
		for (const until = performance.now() + 20_000; meetings.some((meeting) => missingIn(meeting) > 0); await pause(50))
			mustHold(performance.now() < until && counts.lost === 0, 'the server did not take what was typed');
		// One stays in each meeting, so that it stays open.
		for (const meeting of meetings) for (const member of meeting.members.slice(1)) dropMember(member);
		await pause(1000);
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
