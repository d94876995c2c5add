/** The commands about the end of a case: still needed, proposed for destruction, taken back, confirmed. Pure. */
import { z } from 'zod';
import { isoDate, longText, REASON_MAX, rowId } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { addMonths } from '../time.ts';
import type { CaseClock } from './case-clock.ts';

export const KEEP_CASE = z.strictObject({
	caseId: rowId('a case'),
	keepUntil: isoDate('the day until which it is needed'),
	reason: longText('why it is still needed', REASON_MAX)
});
export type KeepCase = z.infer<typeof KEEP_CASE>;
export const PROPOSE_DESTRUCTION = z.strictObject({ caseId: rowId('a case') });
export type ProposeDestruction = z.infer<typeof PROPOSE_DESTRUCTION>;
export const WITHDRAW_DESTRUCTION = z.strictObject({ destructionId: rowId('a proposal') });
export type WithdrawDestruction = z.infer<typeof WITHDRAW_DESTRUCTION>;
export const CONFIRM_DESTRUCTION = z.strictObject({
	destructionId: rowId('a proposal'),
	/** typed by hand: nobody destroys a case by pressing the wrong button */
	reference: longText('the reference of the case', 64)
});
export type ConfirmDestruction = z.infer<typeof CONFIRM_DESTRUCTION>;

/** Looked at again at the latest after so many years. */
const NEEDED_YEARS = 10;

/** Null when a case may be kept until this day by decision. @param today YYYY-MM-DD */
export function keepProblem(
	{ keepUntil }: Pick<KeepCase, 'keepUntil'>,
	{ byRule }: CaseClock,
	today: string
): Refusal | null {
	if (byRule === null) return refuse('not-now', 'No clock runs for this case, so there is nothing to put off');
	const last = addMonths(byRule > today ? byRule : today, NEEDED_YEARS * 12);
	const message =
		keepUntil <= today || keepUntil <= byRule
			? 'Enter a day after the one on which its time is over'
			: keepUntil > last
				? `It is looked at again within ${NEEDED_YEARS} years: enter an earlier day`
				: null;
	return message === null ? null : refuse('invalid', message, [{ field: 'keepUntil', message }]);
}

/** Null when a case may be proposed for destruction, or destroyed, now. */
export function destructionProblem({ state, rule }: CaseClock): Refusal | null {
	if (state === 'DUE') return null;
	if (state === 'HELD') return refuse('not-now', 'A hold is in force. Nothing of this case may be destroyed');
	if (rule === 'OPEN') return refuse('not-now', 'The case is open, or a meeting of it is not locked');
	return refuse('not-now', 'The time of this case is not over');
}

/** The reference as somebody types it: capitals and spaces do not matter. */
export const isReference = (typed: string, reference: string): boolean =>
	typed.replace(/\s/g, '').toUpperCase() === reference.replace(/\s/g, '').toUpperCase();
