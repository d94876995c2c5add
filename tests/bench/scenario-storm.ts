/** Everybody loses the connection and comes back within three seconds, while two meetings beside them type on. */
import { chance, pause } from './chance.ts';
import { percentile, quantile } from './histogram.ts';
import { history } from './long-history.ts';
import { watchProcess } from './process-watch.ts';
import { type Measures, type Scenario, withServer } from './scenario.ts';
import {
	beginTally,
	dropMember,
	enterMeeting,
	leaveMeeting,
	openMeetings,
	stopTyping,
	syntheticMeeting,
	tally,
	typeOn
} from './synthetic-meeting.ts';
import type { Target } from './target.ts';

const MEETINGS = 60;
const KEYS = 3000;
const WITHIN_MS = 3000;

async function measureStorm(target: Target): Promise<Measures> {
	const past = history(KEYS);
	const numbers = await target.meetings(MEETINGS + 2);
	const struck = numbers.slice(0, MEETINGS);
	return withServer(target, async ({ pid }) => {
		await target.write(struck, past);
		const [counts, calm] = [tally(), tally()];
		const options = { people: 12, typists: 2, rate: 5, cursors: false, base: past.state };
		const meetings = struck.map((number, n) =>
			syntheticMeeting(target, number, { ...options, tally: counts, seed: n })
		);
		const bystanders = numbers.slice(MEETINGS).map((number, n) =>
			syntheticMeeting(target, number, {
				...{ tally: calm, people: 6, typists: 3, rate: 5, cursors: false },
				seed: 90 + n
			})
		);
		await openMeetings([...bystanders, ...meetings]);
		for (const meeting of [...bystanders, ...meetings]) typeOn(meeting);
		await pause(1500);
		beginTally(calm);
		for (const meeting of meetings) {
			stopTyping(meeting);
			for (const member of meeting.members) dropMember(member);
		}
		await pause(50);
		const watch = watchProcess(pid, target.helpers);
		const random = chance(5);
		let failed = 0;
		let bytes = 0;
		const times: number[] = [];
		await Promise.all(
			meetings.flatMap((meeting) =>
				meeting.members.map(async ({ seat }) => {
					await pause(random() * WITHIN_MS);
					await enterMeeting(meeting, seat, true).then(
						(back) => {
							times.push(back.ms);
							bytes += back.bytes;
						},
						() => failed++
					);
				})
			)
		);
		const cost = watch.read();
		watch.end();
		await pause(300);
		for (const meeting of [...meetings, ...bystanders]) leaveMeeting(meeting);
		const people = meetings.length * 12;
		return {
			reconnectCpu: ((cost.cpu + cost.database) * 1000) / people,
			serverReconnectCpu: (cost.cpu * 1000) / people,
			reconnectP50: percentile(times, 0.5),
			reconnectP99: percentile(times, 0.99),
			reconnectBytes: bytes / people,
			failed,
			bystanderP99: quantile(calm.delivery, 0.99),
			serverWaited: cost.waited
		};
	});
}

export const storm: Scenario = {
	name: 'storm',
	about: `${MEETINGS * 12} people drop and come back within 3 s`,
	repeats: { quick: 1, full: 3 },
	run: (target) => measureStorm(target)
};
