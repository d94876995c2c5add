/** One very long document opened thirty times a second: what people in other meetings feel of it. */
import { pause } from './chance.ts';
import { quantile } from './histogram.ts';
import { history } from './long-history.ts';
import { watchProcess } from './process-watch.ts';
import { type Measures, type Scenario, withServer } from './scenario.ts';
import { beginTally, leaveMeeting, openMeetings, syntheticMeeting, tally, typeOn } from './synthetic-meeting.ts';
import type { Target } from './target.ts';
import { closeClient, openWireClient } from './wire-client.ts';

const KEYS = 120_000;
const MEETINGS = 5;
const JOINS_PER_SECOND = 30;

async function measureIsolation(target: Target, seconds: number): Promise<Measures> {
	const past = history(KEYS, 11);
	const [huge = 0] = await target.meetings(1, JOINS_PER_SECOND * seconds);
	const numbers = await target.meetings(MEETINGS);
	return withServer(target, async ({ pid }) => {
		await target.write([huge], past);
		const stay = openWireClient(target.place(huge, 0), {});
		const counts = tally();
		const options = { tally: counts, people: 12, typists: 3, rate: 5, cursors: false };
		const meetings = numbers.map((number, n) => syntheticMeeting(target, number, { ...options, seed: n }));
		await openMeetings(meetings);
		for (const meeting of meetings) typeOn(meeting);
		await pause(2500);
		const watch = watchProcess(pid, target.helpers);
		const window = async (work: () => Promise<void>) => {
			beginTally(counts);
			watch.mark();
			await work();
			const cost = watch.read();
			return { p99: quantile(counts.delivery, 0.99), cpu: (cost.cpu + cost.database) / cost.seconds, cost };
		};
		const calm = await window(() => pause(seconds * 1000));
		const opening: Promise<boolean>[] = [];
		const busy = await window(async () => {
			for (let n = 0; n < JOINS_PER_SECOND * seconds; n++) {
				opening.push(openOnce(target, huge, n));
				await pause(1000 / JOINS_PER_SECOND);
			}
		});
		watch.end();
		const opened = (await Promise.all(opening)).filter(Boolean).length;
		for (const meeting of meetings) leaveMeeting(meeting);
		closeClient(stay);
		return {
			calmP99: calm.p99,
			busyP99: busy.p99,
			busyToCalm: busy.p99 / calm.p99,
			openCpu: (Math.max(0, busy.cpu - calm.cpu) * busy.cost.seconds * 1000) / opened,
			failed: opening.length - opened
		};
	});
}

const openOnce = (target: Target, number: number, seat: number): Promise<boolean> =>
	new Promise((resolve) => {
		const client = openWireClient(target.place(number, seat), {
			synced: () => {
				resolve(true);
				closeClient(client);
			},
			closed: () => resolve(false)
		});
	});

export const isolation: Scenario = {
	name: 'isolation',
	about: `a document of ${KEYS} keystrokes opened ${JOINS_PER_SECOND} times a second beside ${MEETINGS} meetings`,
	repeats: { quick: 1, full: 2 },
	run: (target, quick) => measureIsolation(target, quick ? 3 : 5)
};
