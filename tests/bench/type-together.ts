/** Meetings in which everybody types at once, until everybody has everything. */
import { pause } from './chance.ts';
import { mustHold } from './scenario.ts';
import { missingIn, openMeetings, pressKey, type SyntheticMeeting, stopTyping } from './synthetic-meeting.ts';

export type Rhythm = {
	/** keys of each typist */
	readonly keys: number;
	/** between one key of everybody and the next, ms */
	readonly everyMs: number;
	/** after the last key, ms; a server that takes longer has not done it */
	readonly wholeWithinMs: number;
};

/** Opens them and types; the people stay. */
export async function typeTogether(meetings: readonly SyntheticMeeting[], rhythm: Rhythm): Promise<void> {
	await openMeetings(meetings);
	for (let key = 0; key < rhythm.keys; key++) {
		for (const meeting of meetings) for (const typist of meeting.typists) pressKey(meeting, typist);
		await pause(rhythm.everyMs);
	}
	for (const meeting of meetings) stopTyping(meeting);
	const until = performance.now() + rhythm.wholeWithinMs;
	for (; meetings.some((meeting) => missingIn(meeting) > 0); await pause(20))
		mustHold(performance.now() < until, 'the server did not take what was typed');
}
