/** An area changes one of its numbers, from a day on (domain.md 0.1, 8 Config). */
import { z } from 'zod';
import { isoDate, longText, maybeDate, REASON_MAX, wholeNumber } from '../input.ts';
import { done, type Problem, type Result, refuse } from '../result.ts';
import { type AreaConfig, type AreaNumberRow, areaConfigOn } from './area-config.ts';
import { areaNumber, numbersThatClash, readNumber } from './area-numbers.ts';

export const SET_AREA_NUMBER = z.strictObject({
	key: z.string().max(64),
	/** version of this number that was on the page; 0 = never changed */
	version: wholeNumber('the version', 0, 1_000_000),
	/** what was typed, read by the number's own fields */
	value: z.unknown(),
	effectiveFrom: isoDate('the day it begins to count'),
	source: longText('where the number comes from', REASON_MAX),
	approvedOn: maybeDate('the day the Strategic Management Board approved it')
});
export type SetAreaNumber = z.infer<typeof SET_AREA_NUMBER>;

export type AreaNumberContext = {
	/** YYYY-MM-DD */
	readonly today: string;
	readonly personId: string;
	/** what the area began with, as stored */
	readonly begun: unknown;
	/** every number of the area that was ever changed */
	readonly rows: readonly (AreaNumberRow & {
		readonly source: string;
		readonly approvedOn: string | null;
		readonly changedBy: string;
	})[];
};
export type AreaNumberChange = { readonly key: string; readonly version: number; readonly value: unknown };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The row to add; null when the same person has sent the same form before. */
export const decideAreaNumber = (
	input: SetAreaNumber,
	{ today, personId, begun, rows }: AreaNumberContext
): Result<AreaNumberChange | null> => {
	const one = areaNumber(input.key);
	if (!one) return refuse('missing', 'There is no such number. Reload the page.');
	const own = rows.filter(({ key }) => key === one.key);
	const newest = own.reduce<(typeof own)[number] | null>(
		(last, row) => (last && last.version > row.version ? last : row),
		null
	);
	const config: AreaConfig = areaConfigOn(begun, rows, input.effectiveFrom);
	const value = readNumber(one, input.value, config[one.key]);
	const problems: Problem[] = value.ok ? [] : [...(value.problems ?? [])];
	if (input.effectiveFrom < today)
		problems.push({
			field: 'effectiveFrom',
			message: 'Enter today or a later day: what has been counted already is not counted anew'
		});
	if (input.approvedOn !== null && input.approvedOn > today)
		problems.push({
			field: 'approvedOn',
			message: 'Enter a day that has come, or leave it empty until the Board has approved it'
		});
	if (value.ok) problems.push(...numbersThatClash({ ...config, [one.key]: value.value } as AreaConfig, one.key));
	if (problems.length > 0 || !value.ok)
		return refuse('invalid', problems.length === 1 ? problems[0]!.message : 'Check the answers marked below', problems);
	const { effectiveFrom, source, approvedOn } = input;
	if (newest && newest.version === input.version + 1 && newest.changedBy === personId) {
		const { value: was, effectiveFrom: from, source: said, approvedOn: on } = newest;
		if (same([was, from, said, on], [value.value, effectiveFrom, source, approvedOn])) return done(null);
	}
	if ((newest?.version ?? 0) !== input.version)
		return refuse(
			'changed-meanwhile',
			'Somebody else changed this number while you did. What they entered is shown on this page; what you typed is still in the form. Save it again to put yours in place of theirs'
		);
	return done({ key: one.key, version: input.version + 1, value: value.value });
};
