/** The form by which whoever makes a disclosure tells what became of it, and what is wrong with what they typed. */
import { z } from 'zod';
import { isoDate, longText, REASON_MAX } from '../input.ts';
import type { Problem } from '../result.ts';
import type { DisclosureToMake } from './disclosure-made.ts';

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
