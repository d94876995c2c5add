/** Meetings of twelve typing at once: what a delivered keystroke costs and how long it takes. */
import { pause } from './chance.ts';
import { quantile } from './histogram.ts';
import { watchLoad, watchProcess } from './process-watch.ts';
import { type Measures, type Scenario, withServer } from './scenario.ts';
import {
	beginTally,
	isTextTheSame,
	leaveMeeting,
	missingIn,
	openMeetings,
	stopTyping,
	syntheticMeeting,
	type Tally,
	tally,
	typeOn
} from './synthetic-meeting.ts';
import type { SeatedTarget, Target } from './target.ts';

export type KeystrokeLoad = {
	readonly meetings: number;
	readonly people: number;
	readonly typists: number;
	readonly rate: number;
	readonly seconds: number;
	readonly warmUpMs: number;
};
/** Above this share of a window lost to other programs, it is measured again: twice at most, the calmest counts. */
const CALM = 0.12;
/** Hocuspocus stores at the latest ten seconds after a change: from then on its storing is in what is measured. */
const WARM_UP_MS = { quick: 2000, full: 10_500 } as const;
/** How many of the meetings are compared word by word. */
const COMPARED = 2;

/** @param target only where its meetings are: also a server that no target starts @param pid of the server */
export async function measureKeystrokes(
	target: SeatedTarget,
	numbers: readonly number[],
	load: KeystrokeLoad,
	server: { readonly pid: number; readonly helpers: readonly number[] }
): Promise<Measures> {
	const counts = tally();
	const meetings = numbers.map((number, n) =>
		syntheticMeeting(target, number, {
			...{ tally: counts, people: load.people, typists: load.typists, rate: load.rate, cursors: true, seed: 1000 + n },
			compares: n < COMPARED && load.typists < load.people
		})
	);
	await openMeetings(meetings);
	for (const meeting of meetings) typeOn(meeting);
	await pause(load.warmUpMs);
	const watch = watchProcess(server.pid, server.helpers);
	let best = await measureWindow(watch, counts, load.seconds);
	for (let again = 0; again < 2 && best.disturbed > CALM; again++) {
		const next = await measureWindow(watch, counts, load.seconds);
		if (next.disturbed < best.disturbed) best = next;
	}
	watch.end();
	for (const meeting of meetings) stopTyping(meeting);
	await pause(1200);
	const missing = meetings.reduce((sum, meeting) => sum + missingIn(meeting), 0);
	const differing = meetings.filter((meeting) => isTextTheSame(meeting) === false).length;
	for (const meeting of meetings) leaveMeeting(meeting);
	return { ...best.measures, missing, differing, lost: counts.lost };
}

async function measureWindow(watch: ReturnType<typeof watchProcess>, counts: Tally, seconds: number) {
	const loadCost = watchLoad();
	beginTally(counts);
	watch.mark();
	await pause(seconds * 1000);
	const cost = watch.read();
	const load = loadCost();
	const { delivered } = counts;
	await pause(300); // what left in this window still arrives
	counts.on = false;
	const { delivery, saved } = counts;
	const measures: Measures = {
		cpuPer1000: ((cost.cpu + cost.database) * 1e6) / delivered,
		serverCpuPer1000: (cost.cpu * 1e6) / delivered,
		databaseCpuPer1000: (cost.database * 1e6) / delivered,
		p50: quantile(delivery, 0.5),
		p99: quantile(delivery, 0.99),
		savedP50: saved.count === 0 ? null : quantile(saved, 0.5),
		savedP99: saved.count === 0 ? null : quantile(saved, 0.99),
		deliveredPerSecond: delivered / cost.seconds,
		serverShare: cost.cpu / cost.seconds,
		serverWaited: cost.waited,
		loadWaited: load.waited,
		loadShare: load.cpuShare,
		loadLateP99: load.lateP99,
		resident: cost.most
	};
	return { measures, disturbed: cost.waited + load.waited };
}

const scenario = (
	name: string,
	about: string,
	load: Omit<KeystrokeLoad, 'warmUpMs'>,
	quickSeconds: number
): Scenario => ({
	name,
	about,
	repeats: { quick: 1, full: 3 },
	run: (target: Target, quick: boolean) =>
		withServer(target, async ({ pid }) => {
			const numbers = await target.meetings(load.meetings);
			const seconds = quick ? quickSeconds : load.seconds;
			const warmUpMs = quick ? WARM_UP_MS.quick : WARM_UP_MS.full;
			return measureKeystrokes(target, numbers, { ...load, seconds, warmUpMs }, { pid, helpers: target.helpers });
		})
});

export const latency = scenario(
	'latency',
	'100 meetings of 12, 3 of them typing, a cursor with each key',
	{ meetings: 100, people: 12, typists: 3, rate: 5, seconds: 8 },
	5
);
export const busy = scenario(
	'busy',
	'25 meetings of 12, all of them typing fast, a cursor with each key',
	{ meetings: 25, people: 12, typists: 12, rate: 8, seconds: 8 },
	5
);
