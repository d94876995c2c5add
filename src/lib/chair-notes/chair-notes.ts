/** A chair's private notes about one meeting: for their writer alone, and removed on a day that stands beside them. */
import { z } from 'zod';
import type { AreaConfig } from '../cases/area-config.ts';
import { cleanText, LONG_TEXT_MAX } from '../input.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { draftsUntil } from '../retention/case-clock.ts';
import { londonDate } from '../time.ts';

export type ChairNotes = {
	readonly text: string;
	/** rises with every change; 0 = nothing was written yet */
	readonly edition: number;
	/** ISO 8601, UTC; null = nothing was written yet */
	readonly changedAt: string | null;
	readonly maySave: boolean;
	/** the day on which they are removed, YYYY-MM-DD; null = the meeting is not locked yet */
	readonly removedOn: string | null;
	/** so many working days after the lock */
	readonly keptWorkingDays: number;
};

const space = /^\s*$/;
/** Spaces at the ends are kept: one types on after them. */
const noteText = z
	.string({ error: 'Enter your notes as text' })
	.max(LONG_TEXT_MAX, 'Your notes must be 20,000 characters or fewer')
	.transform((typed) => {
		const clean = cleanText(`.${typed}.`).slice(1, -1);
		return space.test(clean) ? '' : clean;
	});
export const SAVE_CHAIR_NOTES = z.strictObject({
	text: noteText,
	/** the one that was read before writing */
	edition: z.coerce.number().int().min(0).max(1e9)
});

type Times = Pick<Meeting, 'phase' | 'lockedAt'> & { readonly scheduledStart: string };

/** The day on which the notes of a meeting that is over are removed; null while it is not. */
export const notesRemovedOn = (
	{ phase, lockedAt, scheduledStart }: Times,
	config: Pick<AreaConfig, 'draftsKeptWorkingDays'>
): string | null => {
	if (phase === 'CANCELLED') return draftsUntil(londonDate(scheduledStart), config);
	return lockedAt === null ? null : draftsUntil(londonDate(lockedAt), config);
};
