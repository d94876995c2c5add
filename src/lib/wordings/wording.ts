/** Recurring wording of the minutes: a starter set, as each area has changed it, and how it is found by a few letters. */
import { type ItemCode, isItemCode } from '../agenda/agenda.ts';
import { STARTER_WORDINGS } from './starter-wordings.ts';

export type Wording = {
	/** of the starter set, or by chance */
	readonly id: string;
	/** null = for every item */
	readonly item: ItemCode | null;
	/** what is typed after ; */
	readonly key: string;
	readonly name: string;
	/** places to fill in stand in brackets: [name] */
	readonly words: string;
};
/** One version of a wording as the area keeps it. */
export type WordingRow = {
	readonly templateId: string;
	readonly version: number;
	/** ItemCode, or '' */
	readonly item: string;
	readonly key: string;
	readonly name: string;
	readonly words: string;
	readonly isRetired: boolean;
};
export type KeptWording = Wording & {
	/** 0 = of the starter set and never changed */
	readonly version: number;
	readonly isRetired: boolean;
};

export const WORDING_LIMIT = { key: 12, name: 80, words: 2_000, perArea: 300 } as const;
export const WORDING_KEY = /^[a-z][a-z0-9]*$/;

/** The starter set with everything the area changed or added. @param rows the newest version of each */
export const keptWordings = (rows: readonly WordingRow[]): readonly KeptWording[] => {
	const changed = new Map(rows.map((row) => [row.templateId, row]));
	const starters = STARTER_WORDINGS.map((one): KeptWording => {
		const row = changed.get(one.id);
		changed.delete(one.id);
		return row ? kept(row) : { ...one, version: 0, isRetired: false };
	});
	return [...starters, ...[...changed.values()].map(kept)];
};
const kept = ({ templateId, item, ...row }: WordingRow): KeptWording => ({
	...{ id: templateId, key: row.key, name: row.name, words: row.words, version: row.version },
	isRetired: row.isRetired,
	item: isItemCode(item) ? item : null
});

/** In use under an item: its own before those for every item; of two with one key the item's own counts. */
export const wordingsFor = (all: readonly Wording[], item: ItemCode): readonly Wording[] => {
	const own = all.filter((one) => one.item === item);
	const taken = new Set(own.map(({ key }) => key));
	return [...own, ...all.filter((one) => one.item === null && !taken.has(one.key))];
};

/** Those that begin as typed come first, by key, then those with a word of their name that does. '' finds all. */
export const findWordings = (list: readonly Wording[], typed: string): readonly Wording[] => {
	const looked = typed.toLowerCase();
	if (looked === '') return list;
	const byKey = list.filter(({ key }) => key.startsWith(looked));
	const byName = list.filter(
		(one) =>
			!byKey.includes(one) &&
			one.name
				.toLowerCase()
				.split(/[^\p{L}\p{N}]+/u)
				.some((word) => word.startsWith(looked))
	);
	return [...byKey.sort((a, b) => Number(b.key === looked) - Number(a.key === looked)), ...byName];
};

/** What was typed after a ; at the beginning of a word, up to the caret; null when the caret stands nowhere like that. */
export const typedKey = (text: string, caret: number): { readonly at: number; readonly typed: string } | null => {
	const before = text.slice(Math.max(0, caret - WORDING_LIMIT.key - 2), caret);
	const [whole, typed] = /(?:^|(?<=\s));([a-z0-9]*)$/i.exec(before) ?? [];
	if (whole === undefined || typed === undefined || typed.length > WORDING_LIMIT.key) return null;
	const at = caret - whole.length;
	// The look back may have begun in the middle of a word.
	return at === 0 || /\s/.test(text[at - 1] ?? '') ? { at, typed } : null;
};

/** Places to fill in, in the order in which they stand: "[name]", "[date]". "[?]" is the mark for what is still to be found out. */
export const placesIn = (words: string): readonly string[] =>
	[...words.matchAll(/\[(?!\?\])[^[\]\n]{1,40}\]/g)].map(([place]) => place);

/** The next of these places at or after `from`; null when none of them is left there. */
export const nextPlace = (
	text: string,
	places: readonly string[],
	from: number
): { readonly start: number; readonly end: number } | null => {
	const found = places
		.map((place) => ({ start: text.indexOf(place, from), length: place.length }))
		.filter(({ start }) => start >= 0)
		.sort((a, b) => a.start - b.start)[0];
	return found ? { start: found.start, end: found.start + found.length } : null;
};
