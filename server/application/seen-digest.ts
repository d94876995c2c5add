/** What somebody was shown, as a short text that a form sends back: whoever agrees, agrees to exactly that. */
import { createHash } from 'node:crypto';
import type { FoundPlace } from './find-words.ts';

export const seenDigest = (words: string, places: readonly FoundPlace[]): string =>
	createHash('sha256')
		.update(JSON.stringify([words, places.map(({ key, before, after, formerly }) => [key, before, after, formerly])]))
		.digest('hex');
