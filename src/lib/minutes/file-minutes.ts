/** Filing: where the statutory record of a meeting is kept, noted once it is there. From that day the time of keeping runs. */
import { z } from 'zod';
import { isoDate, line, reason } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { longDate } from '../time.ts';

export const FILE_MINUTES = z.strictObject({
	filedOn: isoDate('the day they were filed'),
	system: line('the system they are filed in'),
	reference: line('the reference they have there')
});
export const TAKE_BACK_FILING = z.strictObject({ reason: reason('why the filing was noted by mistake') });
export type FileMinutes = z.infer<typeof FILE_MINUTES>;

/** The newest note; `filedOn` null = taken back. */
export type FilingStands = {
	readonly version: number;
	readonly filedOn: string | null;
	readonly system: string;
	readonly reference: string;
};

/** Why it cannot be noted; null when it can. Days YYYY-MM-DD. */
export const filingRefused = (
	{ filedOn, system, reference }: FileMinutes,
	standing: FilingStands | null,
	{ lockedOn, today }: { readonly lockedOn: string; readonly today: string }
): Refusal | null => {
	const invalid = (message: string): Refusal => refuse('invalid', message, [{ field: 'filedOn', message }]);
	if (filedOn > today) return invalid('Enter a day that has come');
	if (filedOn < lockedOn) return invalid(`Enter a day that is not before the lock, ${longDate(lockedOn)}`);
	if (standing?.filedOn == null || isSameFiling({ filedOn, system, reference }, standing)) return null;
	return refuse('changed-meanwhile', `It is noted already that they were filed on ${longDate(standing.filedOn)}`);
};

export const isSameFiling = (a: FileMinutes, b: FilingStands | null): boolean =>
	b !== null && a.filedOn === b.filedOn && a.system === b.system && a.reference === b.reference;
