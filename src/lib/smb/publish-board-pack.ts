/** The co-ordinator publishes the pack of a quarter to the Board's members: small numbers withheld, and as it stands for good. */
import { z } from 'zod';
import { line, wholeNumber } from '../input.ts';
import { type Refusal, refuse } from '../result.ts';
import { daysOf, type Quarter } from './quarter.ts';

export const PUBLISH_BOARD_PACK = z.strictObject({
	quarter: line('the quarter', 16),
	/** number of the version that was on the page; 0 = none is published */
	version: wholeNumber('the version', 0, 1_000)
});
export type PublishBoardPack = z.infer<typeof PUBLISH_BOARD_PACK>;

/** @param today YYYY-MM-DD @param newest version that is published; 0 = none */
export const publishingRefused = (quarter: Quarter, version: number, newest: number, today: string): Refusal | null => {
	if (daysOf(quarter).to >= today)
		return refuse('not-now', 'This quarter is not over. A pack is published when nothing in it can change any more');
	return newest === version
		? null
		: refuse('changed-meanwhile', 'Somebody else has published this pack while you looked at it. Look at it again');
};
