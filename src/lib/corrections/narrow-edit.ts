/**
 * A whole text that somebody edited, cut down to the sentences that differ: what is proposed is short to read, and still finds its
 * place when somebody else changes another sentence meanwhile.
 */
import { smallestEdit } from '../live-text/smallest-edit.ts';
import { findWords } from './correction.ts';

export type Narrowed = { readonly says: string; readonly shouldSay: string };

const isEnd = (text: string, at: number): boolean => /[.!?\n]/.test(text.charAt(at));

/** Start of the sentence that holds `at`. */
const sentenceStart = (text: string, at: number): number => {
	let from = at;
	while (from > 0 && !isEnd(text, from - 1)) from -= 1;
	while (from < at && /\s/.test(text.charAt(from))) from += 1;
	return from;
};
/** End of the sentence that holds `at`, its full stop included. */
const sentenceEnd = (text: string, at: number): number => {
	let to = at;
	while (to < text.length && !isEnd(text, to)) to += 1;
	return to < text.length && text.charAt(to) !== '\n' ? to + 1 : to;
};

/** @param whole the text as it stood @param edited the same as it should be */
export const narrowEdit = (whole: string, edited: string): Narrowed => {
	const edit = smallestEdit(whole, edited);
	if (!edit || whole.trim() === '') return { says: whole.trim() === '' ? '' : whole, shouldSay: edited };
	let from = sentenceStart(whole, edit.at);
	let to = sentenceEnd(whole, edit.at + edit.removed);
	for (;;) {
		const says = whole.slice(from, to);
		const shouldSay = whole.slice(from, edit.at) + edit.added + whole.slice(edit.at + edit.removed, to);
		const isWhole = from === 0 && to === whole.length;
		// Words taken out altogether leave nothing to say: the sentence before them stands for where they were.
		if (isWhole || (says.trim() !== '' && shouldSay.trim() !== '' && typeof findWords(whole, says) === 'number'))
			return { says, shouldSay };
		from = from === 0 ? 0 : sentenceStart(whole, from - 1);
		to = to === whole.length ? to : sentenceEnd(whole, to + 1);
	}
};
