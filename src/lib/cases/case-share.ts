/**
 * A case shared with another area (R8): the owning area's co-ordinator offers it for at most twelve months, with a reason; the
 * receiving area's accepts and says which of its people may be invited to meetings about it. Either ends it at any time.
 */
import { z } from 'zod';
import { isoDate, listOf, longText, personId, reason, rowId } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { addDays } from '../time.ts';

export const SHARE_STATES = ['OFFERED', 'ACCEPTED', 'DECLINED', 'ENDED'] as const;
export type ShareState = (typeof SHARE_STATES)[number];
export type ShareEvent = 'offered' | 'accepted' | 'declined' | 'ended' | 'ran-out';

export const shareStateWord: Record<ShareState, string> = {
	OFFERED: 'Waits for an answer',
	ACCEPTED: 'Shared',
	DECLINED: 'Declined',
	ENDED: 'Ended'
};
export const shareEventWord: Record<ShareEvent, string> = {
	offered: 'Offered',
	accepted: 'Accepted',
	declined: 'Declined',
	ended: 'Ended',
	'ran-out': 'Its last day was over'
};

/** Months that a share may last, and people it may name. */
export const SHARE_LIMIT = { months: 12, people: 12 } as const;

export const SHARE_CASE = z.strictObject({
	caseId: rowId('the case'),
	withAreaId: rowId('an area'),
	/** whom the owner asks for, one to a line */
	askedFor: longText('whom you ask for', 1_000),
	reason: reason('why the case is shared'),
	from: isoDate('the first day'),
	until: isoDate('the last day')
});
export type ShareCase = z.output<typeof SHARE_CASE>;

export const ACCEPT_SHARE = z.strictObject({
	shareId: rowId('the share'),
	personIds: listOf(personId(), 'at least one person', { min: 1, max: SHARE_LIMIT.people })
});
export type AcceptShare = z.output<typeof ACCEPT_SHARE>;

export const DECLINE_SHARE = z.strictObject({ shareId: rowId('the share'), reason: reason('why it is declined') });
export const END_SHARE = z.strictObject({ shareId: rowId('the share'), reason: reason('why it ends') });
export type EndShare = z.output<typeof END_SHARE>;

/** The same day twelve months later; the last of the month where there is no such day. @param day YYYY-MM-DD */
export function aYearAfter(day: string): string {
	const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
	const last = new Date(Date.UTC(year + 1, month, 0)).getUTCDate();
	return `${year + 1}-${String(month).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`;
}

/** @param today YYYY-MM-DD, Europe/London */
export function checkShare({ from, until }: Pick<ShareCase, 'from' | 'until'>, today: string): Refusal | null {
	const at = (field: string, message: string) => refuse('invalid', message, [{ field, message }]);
	if (from < today) return at('from', 'Enter today or a later date');
	if (from > addDays(today, 31)) return at('from', 'Enter a date within a month from now');
	if (until < from) return at('until', 'Enter a date on or after the first day');
	if (until > aYearAfter(from)) return at('until', 'A share lasts at most 12 months. Enter an earlier date');
	return null;
}
