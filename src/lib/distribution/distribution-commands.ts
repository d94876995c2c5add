/** The commands about who reads a meeting's final minutes, and what can be refused without looking anything up. */
import { z } from 'zod';
import { isoDate, listOf, maybeDate, oneOf, optionalText, REASON_MAX, rowId, wholeNumber, yesNo } from '../input.ts';
import { type Problem, type Refusal, refuse } from '../result.ts';
import { addMonths, longDate } from '../time.ts';
import { COPY_PROFILES } from './minutes-copy.ts';

/** Copies go to the people of one meeting: more than this at once is a mistake. */
const MOST_COPIES = 100;
/** Months a copy may stay open from the day it goes out. */
const LONGEST_ACCESS_MONTHS = 12;

export const AUTHORISE_DISTRIBUTION = z.strictObject({ meetingId: rowId('the meeting') });
export type AuthoriseDistribution = z.infer<typeof AUTHORISE_DISTRIBUTION>;

export const DISTRIBUTE_COPIES = z.strictObject({
	meetingId: rowId('the meeting'),
	until: isoDate('the last day on which they may read it'),
	copies: listOf(
		z.strictObject({
			personId: rowId('a person'),
			chosen: yesNo('whether they get a copy'),
			profile: oneOf(COPY_PROFILES, 'a version'),
			mayDownload: yesNo('whether they may take a file')
		}),
		'at least one person',
		{ min: 1, max: MOST_COPIES }
	)
});
export type DistributeCopies = z.infer<typeof DISTRIBUTE_COPIES>;

export const CHANGE_COPY_ACCESS = z.strictObject({
	copyId: rowId('a copy'),
	/** the version that was on the page */
	version: wholeNumber('the version', 1, 1_000_000),
	/** at once, whatever the date */
	ended: yesNo('whether it ends at once'),
	until: maybeDate('the last day on which they may read it'),
	reason: optionalText('a reason', REASON_MAX)
});
export type ChangeCopyAccess = z.infer<typeof CHANGE_COPY_ACCESS>;

export const NOTE_COPY_USE = z.strictObject({
	meetingId: rowId('the meeting'),
	number: wholeNumber('the number of the copy', 1, 9_999),
	use: oneOf(['UNDERTAKEN', 'CONFIRMED'], 'what you do')
});
export type NoteCopyUse = z.infer<typeof NOTE_COPY_USE>;

/** Whether the last day is one that can be set. @param today in London, YYYY-MM-DD */
export const lastDayRefused = (until: string, today: string): Refusal | null => {
	const at = (message: string): Refusal => refuse('invalid', message, [{ field: 'until', message }]);
	if (until < today) return at('Enter a day that has not passed');
	const latest = addMonths(today, LONGEST_ACCESS_MONTHS);
	return until > latest ? at(`Enter a day no later than ${longDate(latest)}`) : null;
};

/** A copy ends at once or gets another last day, and always with a reason. */
export const accessChangeRefused = (input: ChangeCopyAccess, standing: { until: string }, today: string) => {
	const problems: Problem[] = [];
	if (!input.ended && input.until === null)
		problems.push({ field: 'until', message: 'Enter the last day, or end it now' });
	if (!input.ended && input.until === standing.until)
		problems.push({ field: 'until', message: 'Enter another day than the one that is set' });
	if (input.reason === '') problems.push({ field: 'reason', message: 'Enter a reason' });
	if (problems.length > 0) return refuse('invalid', problems[0]?.message ?? '', problems);
	return input.ended || input.until === null ? null : lastDayRefused(input.until, today);
};
