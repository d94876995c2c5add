/**
 * The accuracy check before the lock (domain.md 4.8): whoever attended reads the draft and proposes corrections for a set time.
 * Only that somebody proposed and what became of it is an event of the meeting; the words are for the proposer and for whoever
 * decides, and stand in a table beside it, because an event goes to everybody in the meeting.
 */
import { never } from '../result.ts';
import { londonDate } from '../time.ts';

export type CorrectionOutcome = 'ACCEPTED' | 'REFUSED' | 'WITHDRAWN';

/** A proposal as everybody in the meeting may know it: its number, and whether it is settled. */
export type CorrectionMark = {
	/** 1, 2, 3 ... of the meeting */
	readonly number: number;
	readonly by: string;
	/** ISO UTC */
	readonly at: string;
	readonly outcome: CorrectionOutcome | null;
};
export type AccuracyCheck = {
	/** `until`: the last day on which something may be proposed, YYYY-MM-DD; null = none was opened */
	readonly opened: { readonly at: string; readonly until: string; readonly by: string } | null;
	readonly proposals: readonly CorrectionMark[];
	/** people who have read the draft and have nothing to correct, in the order in which they said so */
	readonly agreed: readonly string[];
};
export const NO_CHECK: AccuracyCheck = { opened: null, proposals: [], agreed: [] };

export type AccuracyCheckEvent =
	| { readonly type: 'accuracy-check-opened'; readonly until: string }
	| { readonly type: 'draft-agreed' }
	| { readonly type: 'correction-proposed'; readonly number: number }
	| { readonly type: 'correction-decided'; readonly number: number; readonly outcome: CorrectionOutcome };

export const evolveAccuracyCheck = (
	check: AccuracyCheck,
	event: AccuracyCheckEvent,
	at: string,
	by: string
): AccuracyCheck => {
	switch (event.type) {
		case 'accuracy-check-opened':
			return { ...check, opened: { at, until: event.until, by } };
		case 'draft-agreed':
			return { ...check, agreed: [...check.agreed.filter((one) => one !== by), by] };
		case 'correction-proposed':
			return {
				...check,
				agreed: check.agreed.filter((one) => one !== by),
				proposals: [...check.proposals, { number: event.number, by, at, outcome: null }]
			};
		case 'correction-decided':
			return {
				...check,
				proposals: check.proposals.map((one) =>
					one.number === event.number ? { ...one, outcome: event.outcome } : one
				)
			};
		default:
			return never(event);
	}
};

/** Whether something may be proposed at `now` (ISO UTC). */
export const isCheckOpen = ({ opened }: AccuracyCheck, now: string): boolean =>
	opened !== null && londonDate(now) <= opened.until;

export const undecided = ({ proposals }: AccuracyCheck): readonly CorrectionMark[] =>
	proposals.filter(({ outcome }) => outcome === null);

/** Of these people, those who have neither agreed nor proposed anything. */
export const notAnswered = ({ agreed, proposals }: AccuracyCheck, personIds: readonly string[]): readonly string[] =>
	personIds.filter((one) => !agreed.includes(one) && !proposals.some(({ by }) => by === one));
