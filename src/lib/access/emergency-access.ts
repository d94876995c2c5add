/**
 * Emergency access, "break-glass" (domain.md 7): a chair or a case manager asks to see a case they have no relation to. It is
 * read only, ends by itself after a day at most, is seen by everybody who must know of it, and is reviewed. It opens nothing
 * that is closed to the person: an exclusion, a restriction, Category 4 and vetting hold all the same.
 */
import { z } from 'zod';
import { line, longText, REASON_MAX, reason, rowId, wholeNumber } from '../input.ts';

export const MOST_HOURS = 24;
/** A sentence: what is at stake and why it cannot wait. */
const SENTENCE = { characters: 20, words: 4 } as const;
const isSentence = (text: string): boolean =>
	text.length >= SENTENCE.characters && text.split(/\s+/).length >= SENTENCE.words;

const one = { requestId: rowId('a request') };
const always = (): true => true;
const nothing = (): null => null;

export const EMERGENCY_COMMANDS = {
	'ask-emergency-access': {
		schema: z.strictObject({
			reference: line('the reference of the case', 60),
			reason: reason('why it cannot wait').refine(isSentence, {
				error: 'Write at least one sentence: what is at stake, and why it cannot wait'
			}),
			hours: wholeNumber('for how many hours', 1, MOST_HOURS)
		}),
		check: nothing,
		stepUp: always
	},
	'approve-emergency-access': { schema: z.strictObject(one), check: nothing, stepUp: always },
	'refuse-emergency-access': { schema: z.strictObject({ ...one, reason: reason('why not') }), check: nothing },
	'end-emergency-access': { schema: z.strictObject(one), check: nothing },
	'review-emergency-access': {
		schema: z.strictObject({ ...one, finding: longText('what you found', REASON_MAX) }),
		check: nothing
	}
} as const;
export type EmergencyCommandName = keyof typeof EMERGENCY_COMMANDS;
export type EmergencyInputOf<Name extends EmergencyCommandName> = z.output<(typeof EMERGENCY_COMMANDS)[Name]['schema']>;

/** The steps of one request as they are stored; times ISO 8601 UTC, null = not taken. */
export type EmergencySteps = {
	readonly grantedAt: string | null;
	readonly until: string | null;
	readonly refusedAt: string | null;
	readonly endedAt: string | null;
	readonly reviewedAt: string | null;
};
export type EmergencyState = 'ASKED' | 'RUNNING' | 'REFUSED' | 'OVER' | 'REVIEWED';

/** @param now ISO 8601 UTC */
export const emergencyState = (steps: EmergencySteps, now: string): EmergencyState => {
	if (steps.refusedAt !== null) return 'REFUSED';
	if (steps.grantedAt === null) return 'ASKED';
	if (steps.endedAt === null && steps.until !== null && steps.until > now) return 'RUNNING';
	return steps.reviewedAt === null ? 'OVER' : 'REVIEWED';
};
export const emergencyStateWord: Record<EmergencyState, string> = {
	ASKED: 'Waits for the co-ordinator',
	RUNNING: 'Running',
	REFUSED: 'Refused',
	OVER: 'Over, to be reviewed',
	REVIEWED: 'Reviewed'
};
/** The same answer whether there is such a case or not (R9). */
export const ASKED_ANSWER = 'The co-ordinator has been told. If access is given, the case is in your list of cases.';
