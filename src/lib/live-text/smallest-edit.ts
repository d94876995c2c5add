/** The smallest edit that turns one text into another, in whole characters. */
import { splitsCharacter } from './storable-text.ts';

export type TextEdit = { readonly at: number; readonly removed: number; readonly added: string };

/**
 * @param caret where the caret stands in `after`, if known: what lies behind it did not change, which tells the third "a"
 * of "aaa" from the first
 * @returns null when nothing changed
 */
export function smallestEdit(before: string, after: string, caret = 0): TextEdit | null {
	if (before === after) return null;
	const behindMost = Math.min(before.length, after.length, caret > 0 ? after.length - caret : after.length);
	let behind = 0;
	while (behind < behindMost && before[before.length - 1 - behind] === after[after.length - 1 - behind]) behind++;
	const atMost = Math.min(before.length, after.length) - behind;
	let at = 0;
	while (at < atMost && before[at] === after[at]) at++;
	if (splitsCharacter(before, at) || splitsCharacter(after, at)) at--;
	if (splitsCharacter(before, before.length - behind) || splitsCharacter(after, after.length - behind)) behind--;
	return { at, removed: before.length - at - behind, added: after.slice(at, after.length - behind) };
}

/** `words` cut to `most` UTF-16 units without splitting a character. */
export const cutTo = (words: string, most: number): string => {
	const end = Math.max(0, most);
	return words.slice(0, splitsCharacter(words, end) ? end - 1 : end);
};

/** `words` in pieces of at most `most` UTF-16 units, no character split. */
export function inPieces(words: string, most: number): string[] {
	const pieces: string[] = [];
	for (let rest = words; rest !== ''; ) {
		const piece = cutTo(rest, most);
		pieces.push(piece);
		rest = rest.slice(piece.length);
	}
	return pieces;
}
