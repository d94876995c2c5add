/**
 * Finds names of victims in what is typed (domain.md 8.3, V27). Only ever run in a browser whose person may know the names: a
 * server that compared would tell, by answering, whose names they are.
 */
import type { VictimName } from './restricted-note.ts';

/** Where a name stands, in UTF-16 units of the text, and the code to write instead. */
export type NameFound = { readonly from: number; readonly to: number; readonly code: string };

/** A part of a name by itself counts from so many letters on: "Al" is in too many words. */
const SHORTEST_PART = 3;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

type Plain = { readonly letters: string; readonly at: readonly number[] };

/** Lower case without accents or apostrophes; every other mark is one space. `at`: where each letter stood. */
function plain(text: string): Plain {
	let letters = '';
	const at: number[] = [];
	let index = 0;
	for (const character of text) {
		for (const one of character.normalize('NFKD').toLowerCase()) {
			if (/[\p{M}'’‘ʼ`´]/u.test(one)) continue;
			const said = LETTER.test(one) ? one : ' ';
			if (said === ' ' && (letters === '' || letters.endsWith(' '))) continue;
			letters += said;
			for (let n = 0; n < said.length; n++) at.push(index);
		}
		index += character.length;
	}
	return { letters, at };
}

/** Everything that stands for one victim: the whole names first, then the parts of the name itself. */
function patterns(
	victims: readonly VictimName[]
): readonly (readonly [pattern: string, code: string, isPart: boolean])[] {
	return victims
		.filter(({ name }) => name !== '')
		.flatMap(({ code, name, alsoKnownAs }) => {
			const whole = [name, ...alsoKnownAs].map((one) => plain(one).letters.trim());
			const parts = whole.flatMap((one) => one.split(' ')).filter((part) => part.length >= SHORTEST_PART);
			return [
				...whole.map((one) => [one, code, false] as const),
				...parts.map((one) => [one, code, true] as const)
			].filter(([pattern]) => pattern !== '');
		})
		.sort(([a], [b]) => b.length - a.length);
}

/**
 * Every place where a victim's name stands, in order, none overlapping. A part of a name alone counts only where it is
 * written with a capital, so that "may" is no May. A possessive counts.
 */
export function findVictimNames(text: string, victims: readonly VictimName[]): readonly NameFound[] {
	const all = patterns(victims);
	if (all.length === 0 || text === '') return [];
	const { letters, at } = plain(text);
	const found: NameFound[] = [];
	for (const [pattern, code, isPart] of all)
		for (let from = letters.indexOf(pattern); from >= 0; from = letters.indexOf(pattern, from + 1)) {
			const end = from + pattern.length;
			if (!isWord(letters, from, end)) continue;
			const place = { from: at[from] ?? 0, to: endIn(text, at[end - 1] ?? 0), code };
			if (isPart && !/\p{Lu}|\p{Lt}/u.test(text.charAt(place.from))) continue;
			if (!found.some((other) => other.from < place.to && place.from < other.to)) found.push(place);
		}
	return found.sort((a, b) => a.from - b.from);
}

/** A whole word; an s that follows an apostrophe belongs to no name, and "marks" of Mark is read as Mark's. */
function isWord(letters: string, from: number, end: number): boolean {
	if (from > 0 && letters[from - 1] !== ' ') return false;
	const rest = letters.slice(end);
	return rest === '' || rest.startsWith(' ') || /^s( |$)/.test(rest);
}

/** Behind a character and the accents written after it. */
function endIn(text: string, last: number): number {
	let end = last + String.fromCodePoint(text.codePointAt(last) ?? 0).length;
	while (/\p{M}/u.test(text.charAt(end))) end++;
	return end;
}

/** The text with codes in place of the names. */
export function withCodes(text: string, victims: readonly VictimName[]): string {
	return findVictimNames(text, victims).reduceRight(
		(changed, { from, to, code }) => changed.slice(0, from) + code + changed.slice(to),
		text
	);
}
