/** What is meant by a few typed letters: each word anywhere, accents and case ignored, a number like R3, A12 or 14 exactly first. */
import type { PaletteEntry } from './palette-entries.ts';

/** Lower case, without accents, straight quotes: what is compared. */
export const plainWords = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.replace(/[’‘]/g, "'")
		.toLowerCase();

const HIT = { name: 0, start: 1, word: 2, within: 3, detail: 4, none: -1 } as const;
const startsAWord = (text: string, word: string): boolean =>
	text.startsWith(word) || new RegExp(`[^\\p{L}\\p{N}]${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').test(text);

/** How well one entry is meant, 0 = exactly; -1 = a word is not in it. */
const hit = ({ title, detail, names }: PaletteEntry, words: readonly string[]): number => {
	const name = plainWords(title);
	const all = `${name} ${plainWords(detail)}`;
	if (!words.every((word) => all.includes(word))) return HIT.none;
	if (words.length === 1 && names.some((one) => plainWords(one) === words[0])) return HIT.name;
	if (name.startsWith(words.join(' '))) return HIT.start;
	if (words.every((word) => startsAWord(name, word))) return HIT.word;
	return words.every((word) => name.includes(word)) ? HIT.within : HIT.detail;
};

/**
 * The entries that are meant, best first. What was used lately comes before its equals, and first of all while nothing is
 * typed; what cannot be done now comes after what can.
 * @param recent ids, newest first
 */
export const rankEntries = (
	entries: readonly PaletteEntry[],
	typed: string,
	recent: readonly string[] = []
): readonly PaletteEntry[] => {
	const words = plainWords(typed).split(/\s+/).filter(Boolean);
	const lately = new Map(recent.map((id, index) => [id, index]));
	return entries
		.map((entry, order) => ({ entry, order, hit: hit(entry, words), lately: lately.get(entry.id) ?? recent.length }))
		.filter((one) => one.hit !== HIT.none)
		.sort(
			(a, b) =>
				(words.length === 0 ? 0 : a.hit - b.hit) ||
				Number(a.entry.why !== null) - Number(b.entry.why !== null) ||
				a.lately - b.lately ||
				a.order - b.order
		)
		.map(({ entry }) => entry);
};
