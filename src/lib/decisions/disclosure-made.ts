/** What becomes of a disclosure after the minutes are locked (domain.md 4.6): told by whoever made it, beside the record. */
import { z } from 'zod';
import { isoDate, longText, REASON_MAX } from '../input.ts';
import type { Problem } from '../result.ts';

/** One disclosure a locked meeting decided on, for whoever makes it. */
export type DisclosureToMake = {
	readonly id: string;
	readonly caseRef: string;
	/** number of the meeting, and its day (YYYY-MM-DD) */
	readonly seq: number;
	readonly meetingOn: string;
	/** by role or code, never a name */
	readonly recipient: string;
	readonly content: string;
	readonly method: string;
	readonly conditions: string;
	/** YYYY-MM-DD or null */
	readonly deadline: string | null;
	readonly discloser: string;
	/** oldest first; another entry corrects an earlier one */
	readonly told: readonly DisclosureTold[];
};
export type DisclosureTold = {
	/** ISO 8601 UTC */
	readonly at: string;
	/** YYYY-MM-DD */
	readonly completedOn: string;
	readonly reaction: string;
	readonly undertakingSigned: boolean;
};

export const COMPLETE_DISCLOSURE = z.strictObject({
	completedOn: isoDate('the day it was made'),
	reaction: longText('how the recipient reacted', REASON_MAX),
	undertakingSigned: z
		.enum(['yes', 'no'], { error: 'Choose whether the undertaking was signed' })
		.transform((one) => one === 'yes')
});
export type CompleteDisclosure = z.output<typeof COMPLETE_DISCLOSURE>;

/** It was made after the meeting that decided it, and not in the future. @param today YYYY-MM-DD */
export const completionProblems = (
	{ completedOn }: CompleteDisclosure,
	{ meetingOn }: Pick<DisclosureToMake, 'meetingOn'>,
	today: string
): readonly Problem[] => {
	if (completedOn > today) return [{ field: 'completedOn', message: 'Enter today or an earlier day' }];
	if (completedOn < meetingOn)
		return [{ field: 'completedOn', message: 'Enter a day that is not before the meeting that decided it' }];
	return [];
};

/** The newest word about it; null = nobody has told yet. */
export const lastTold = ({ told }: DisclosureToMake): DisclosureTold | null => told.at(-1) ?? null;
