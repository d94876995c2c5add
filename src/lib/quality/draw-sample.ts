/** Which locked meetings of a quarter are looked at: drawn by chance with a seed that anybody can check, or chosen with a reason. */
import { z } from 'zod';
import { isoDate, line, personId, reason, rowId, wholeNumber } from '../input.ts';
import { type Quarter, readQuarter } from '../smb/quarter.ts';

/** Meetings drawn at once, of each level. */
const MOST_DRAWN = 50;

const licence = {
	auditorId: personId('the auditor'),
	from: isoDate('the first day'),
	until: isoDate('the last day')
};
const quarter = () =>
	line('the quarter', 16).transform((key, context): Quarter => {
		const read = readQuarter(key);
		if (read) return read;
		context.addIssue({ code: 'custom', message: 'Choose a quarter' });
		return z.NEVER;
	});
export const DRAW_SAMPLE = z.strictObject({
	quarter: quarter(),
	level2: wholeNumber('how many meetings at Level 2', 0, MOST_DRAWN),
	level3: wholeNumber('how many meetings at Level 3', 0, MOST_DRAWN),
	...licence
});
export const CHOOSE_MEETING = z.strictObject({
	quarter: quarter(),
	meetingId: rowId('a meeting'),
	reason: reason('why this meeting'),
	...licence
});

/** A locked meeting that may be drawn. */
export type Drawable = {
	readonly meetingId: string;
	/** NMS-2026-014/2 */
	readonly reference: string;
	readonly level: 2 | 3;
	/** YYYY-MM-DD */
	readonly heldOn: string;
};

/**
 * The first of the meetings when they are put in the order of a number made from seed and reference: with the same seed
 * anybody draws the same ones.
 * @param numberOf of a reference, in letters that sort: the SHA-256 of "seed reference"
 */
export const drawByChance = (
	pool: readonly Drawable[],
	counts: Readonly<Record<2 | 3, number>>,
	numberOf: (reference: string) => string
): readonly Drawable[] =>
	([2, 3] as const).flatMap((level) =>
		pool
			.filter((one) => one.level === level)
			.map((one) => ({ one, number: numberOf(one.reference) }))
			.toSorted((a, b) => (a.number < b.number ? -1 : 1))
			.slice(0, counts[level])
			.map(({ one }) => one)
	);
