/** The locked minutes went out to everybody who was invited: the day is noted once (K6). */
import { z } from 'zod';
import { isoDate, rowId } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { longDate } from '../time.ts';

export const DISTRIBUTE_MINUTES = z.strictObject({
	meetingId: rowId('the meeting'),
	distributedOn: isoDate('the day the minutes went out')
});
export type DistributeMinutes = z.infer<typeof DISTRIBUTE_MINUTES>;

/** Days YYYY-MM-DD. `lockedOn` null = not locked; `distributedOn` null = not noted yet. */
export type MinutesOut = { readonly lockedOn: string | null; readonly distributedOn: string | null };

/** Why the day cannot be noted; null when it can. */
export const distributionRefused = (
	{ distributedOn }: Pick<DistributeMinutes, 'distributedOn'>,
	standing: MinutesOut,
	today: string
): Refusal | null => {
	const invalid = (message: string): Refusal => refuse('invalid', message, [{ field: 'distributedOn', message }]);
	if (standing.lockedOn === null) return refuse('not-now', 'The minutes are not locked yet');
	if (standing.distributedOn !== null && standing.distributedOn !== distributedOn)
		return refuse('not-now', `It is noted already that they went out on ${longDate(standing.distributedOn)}`);
	if (distributedOn > today) return invalid('Enter a day that has come');
	return distributedOn < standing.lockedOn
		? invalid(`Enter a day that is not before the lock, ${longDate(standing.lockedOn)}`)
		: null;
};
