/** What a form of redactions sends: words to look for, what is to go, and what the second person says to it. */
import { z } from 'zod';
import { longText, oneOf, rowId } from '../input.ts';
import { MOST_PLACES, REDACTION_REASONS, WORDS_MAX, WORDS_MIN } from './redaction.ts';

/** The exact words; a line end is a line end, whatever the browser sends. */
const words = longText('the exact words that must go', WORDS_MAX).refine((text) => text.length >= WORDS_MIN, {
	error: `Enter at least ${WORDS_MIN} characters, so that only what is meant is found`
});
const listed = (value: unknown): unknown => (value === undefined ? [] : typeof value === 'string' ? [value] : value);
/** A place as a page of ours named it; nothing of it is cleaned, because it has to be known again. */
const places = z.preprocess(
	listed,
	z
		.array(z.string().max(1_000), { error: 'Choose the places' })
		.min(1, 'Choose at least one place')
		.max(MOST_PLACES, `Choose ${MOST_PLACES} places or fewer`)
);

export const FIND_WORDS = z.strictObject({ words });
export const ASK_REDACTION = z.strictObject({
	words,
	reason: oneOf(REDACTION_REASONS, 'why it must go'),
	places
});
export const DECIDE_REDACTION = z.strictObject({
	redactionId: rowId('what is to go'),
	decision: oneOf(['CONFIRM', 'REFUSE', 'WITHDRAW'], 'what becomes of it'),
	/** fingerprint of what the page showed: only exactly that is taken out */
	seen: z.string().max(64).default('')
});
export type AskRedaction = z.output<typeof ASK_REDACTION>;
