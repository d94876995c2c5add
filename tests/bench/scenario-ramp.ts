/** More and more meetings of twelve on one core, until the slowest hundredth of keystrokes takes more than 100 ms. */
import { pause } from './chance.ts';
import { quantile } from './histogram.ts';
import { watchLoad, watchProcess } from './process-watch.ts';
import { type Measures, type Scenario, withServer } from './scenario.ts';
import {
	beginTally,
	leaveMeeting,
	openMeetings,
	type SyntheticMeeting,
	syntheticMeeting,
	tally,
	typeOn
} from './synthetic-meeting.ts';
import type { Target } from './target.ts';

/** Meetings of twelve at each step: 960 attendees to 8,640. */
const STEPS = [80, 160, 240, 320, 400, 480, 560, 640, 720];
const TOO_SLOW_MS = 100;
const WINDOW_MS = 3000;
/** The load itself has no time left: what is measured then is not the server. */
const LOAD_FULL = { share: 0.97, lateMs: 60 };

async function measureRamp(target: Target): Promise<Measures> {
	return withServer(target, async ({ pid }) => {
		const counts = tally();
		const meetings: SyntheticMeeting[] = [];
		const watch = watchProcess(pid, target.helpers);
		let [attendees, p99, atSeventy, loadWasFull] = [0, Number.NaN, Number.NaN, 0];
		for (const step of STEPS) {
			const numbers = await target.meetings(step - meetings.length);
			const more = numbers.map((number) =>
				syntheticMeeting(target, number, {
					...{ tally: counts, people: 12, typists: 3, rate: 5, cursors: true, seed: 5000 + number }
				})
			);
			meetings.push(...more);
			if (
				!(await openMeetings(more, 600).then(
					() => true,
					() => false
				))
			)
				break;
			for (const meeting of more) typeOn(meeting);
			await pause(1500);
			let best = { p99: Number.POSITIVE_INFINITY, cpu: 0, full: false };
			for (let tries = 0; tries < 3 && best.p99 > TOO_SLOW_MS; tries++) {
				const loadCost = watchLoad();
				beginTally(counts);
				watch.mark();
				await pause(WINDOW_MS);
				const { cpu, seconds } = watch.read();
				const load = loadCost();
				const full = load.cpuShare > LOAD_FULL.share && load.lateP99 > LOAD_FULL.lateMs;
				const now = { p99: quantile(counts.delivery, 0.99), cpu: cpu / seconds, full };
				if (now.p99 < best.p99) best = now;
			}
			if (best.cpu > 0.3 && best.cpu < 0.95) atSeventy = (step * 12 * 0.7) / best.cpu;
			loadWasFull = best.full ? 1 : 0;
			if (best.p99 > TOO_SLOW_MS || counts.lost > 20) break;
			[attendees, p99] = [step * 12, best.p99];
		}
		watch.end();
		for (const meeting of meetings) leaveMeeting(meeting);
		return { attendees, lastP99: p99, atSeventyPercent: atSeventy, loadWasFull };
	});
}

export const ramp: Scenario = {
	name: 'ramp',
	about: 'meetings of 12 on one core until p99 is over 100 ms',
	repeats: { quick: 0, full: 1 },
	run: (target) => measureRamp(target)
};
