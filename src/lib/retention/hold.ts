/** A lawful hold: nothing of a case, or of the whole area, is destroyed while it is in force, whatever day has come. */
import { z } from 'zod';
import { isoDate, line, longText, oneOf, optionalLine, REASON_MAX, rowId } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { daysBetween } from '../time.ts';

export const HOLD_KINDS = ['INQUIRY', 'LITIGATION', 'REVIEW', 'COMPLAINT', 'POLICE', 'OTHER'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];
export const holdKindWord: Record<HoldKind, string> = {
	INQUIRY: 'A statutory or public inquiry',
	LITIGATION: 'A claim or other court proceedings',
	REVIEW: 'A serious case review or inquest',
	COMPLAINT: 'A complaint, or a request for information under way',
	POLICE: 'A criminal investigation',
	OTHER: 'Another legal reason'
};

export type Hold = {
	readonly id: string;
	/** null = every case of the area */
	readonly caseId: string | null;
	readonly kind: HoldKind;
	readonly reason: string;
	readonly from: string;
	readonly reviewOn: string;
	readonly placedBy: string;
	/** ISO 8601, UTC */
	readonly placedAt: string;
	readonly ended: { readonly by: string; readonly at: string; readonly reason: string } | null;
};

export const PLACE_HOLD = z.strictObject({
	/** '' = the whole area */
	caseId: optionalLine('a case', 64),
	kind: oneOf(HOLD_KINDS, 'why it is held'),
	reason: longText('what is asked for, and by whom', REASON_MAX),
	from: isoDate('the day from which it holds'),
	reviewOn: isoDate('the day on which it is looked at again'),
	commandKey: line('the form', 128)
});
export type PlaceHold = z.infer<typeof PLACE_HOLD>;
export const REVIEW_HOLD = z.strictObject({
	holdId: rowId('a hold'),
	reviewOn: isoDate('the day on which it is looked at again')
});
export type ReviewHold = z.infer<typeof REVIEW_HOLD>;
export const END_HOLD = z.strictObject({ holdId: rowId('a hold'), reason: longText('why it ends', REASON_MAX) });
export type EndHold = z.infer<typeof END_HOLD>;

/** A hold is looked at again within so many days, or it is forgotten. */
const REVIEW_WITHIN_DAYS = 366;

/** Null when the day is one on which somebody can look at it again. @param today YYYY-MM-DD */
export function reviewProblem(reviewOn: string, today: string): Refusal | null {
	const days = daysBetween(today, reviewOn);
	const message =
		days <= 0
			? 'The day on which it is looked at again must be in the future'
			: days > REVIEW_WITHIN_DAYS
				? 'It must be looked at again within a year'
				: null;
	return message === null ? null : refuse('invalid', message, [{ field: 'reviewOn', message }]);
}

/** Null when the day from which it holds is today or earlier: a hold of tomorrow would hold nothing today. */
export function fromProblem(from: string, today: string): Refusal | null {
	if (from <= today) return null;
	const message = 'A hold is in force as soon as it is placed: enter today or an earlier day';
	return refuse('invalid', message, [{ field: 'from', message }]);
}
