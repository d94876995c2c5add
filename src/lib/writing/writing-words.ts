/** What is said of a paste. */
import type { Cleaned } from './pasted-blocks.ts';

export const cleanedWord: Record<Cleaned, string> = {
	CHANGES: 'tracked changes',
	COMMENTS: 'comments',
	LISTS: 'lists',
	TABLES: 'tables',
	LINKS: 'links',
	SPACES: 'spaces',
	UNSEEN: 'unseen characters',
	BLANK_LINES: 'blank lines'
};
export const pastedSentence = (cleaned: readonly Cleaned[]): string =>
	`Pasted as plain text. Put right: ${cleaned.map((one) => cleanedWord[one]).join(', ')}.`;
export const tooLongSentence = (pasted: number, fits: number): string =>
	`This is ${pasted.toLocaleString('en-GB')} characters and ${fits.toLocaleString('en-GB')} more fit in this field. Nothing was pasted; it is still in your clipboard.`;
