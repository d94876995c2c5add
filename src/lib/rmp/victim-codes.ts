/** The codes by which a meeting speaks of victims: V1, V2. Names are never typed in a plan. */
import { factsNow } from '../item-records/facts-now.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { type Refusal, refuse } from '../result.ts';

/** Codes of the case as this meeting knows it, and those a row of the plan already carries. */
export const victimCodes = (meeting: Meeting): readonly string[] => [
	...new Set([
		...(factsNow(meeting)?.victims ?? []).map(({ code }) => code),
		...[...meeting.rmp.risks, ...meeting.rmp.actions].flatMap(({ victims }) => victims)
	])
];

/** Refused unless every code is one the meeting knows; null when nothing is wrong. */
export const unknownVictim = (meeting: Meeting, codes: readonly string[] = []): Refusal | null => {
	const known = victimCodes(meeting);
	if (codes.every((code) => known.includes(code))) return null;
	const message = 'Choose victims of this case by their codes';
	return refuse('invalid', message, [{ field: 'to.victims', message }]);
};
