/** Finding words in the texts of a meeting, in the page alone: accents and capitals do not count, and no word leaves the browser. */
export type Searched = {
	/** where the text stands, as a link of the room: "#R2.contingency" */
	readonly href: string;
	/** what it is called: "R2: Contingency" */
	readonly where: string;
	readonly text: string;
};
export type Found = {
	readonly href: string;
	readonly where: string;
	/** a stretch of the text around the first hit; the hits in it are marked */
	readonly parts: readonly { readonly text: string; readonly isHit: boolean }[];
	readonly hits: number;
};

export const FIND_MOST = 60;
const AROUND = 60;

/** A text as it is looked through, and where each of its units stands in the text itself. */
type Plain = { readonly text: string; readonly at: readonly number[] };
const plain = (text: string): Plain => {
	let folded = '';
	const at: number[] = [];
	let place = 0;
	for (const sign of text) {
		const bare = sign
			.normalize('NFKD')
			.replace(/\p{M}/gu, '')
			.toLowerCase()
			.replace(/[‘’ʼ]/g, "'")
			.replace(/[“”]/g, '"')
			.replace(/\s/g, ' ');
		for (let n = 0; n < bare.length; n++) at.push(place);
		folded += bare;
		place += sign.length;
	}
	at.push(place);
	return { text: folded, at };
};

/** What is typed, as it is looked for; '' finds nothing. */
export const asLookedFor = (typed: string): string => plain(typed).text.replace(/ +/g, ' ').trim();

/**
 * Every text with the words as one phrase; where there is none, every text in which each of the words stands somewhere.
 * In the order handed in, at most {@link FIND_MOST}.
 */
export function findInTexts(texts: readonly Searched[], typed: string): readonly Found[] {
	const looked = asLookedFor(typed);
	if (looked === '') return [];
	const folded = texts.map((one) => ({ ...one, plain: plain(one.text) }));
	const phrase = folded.flatMap((one) => found(one, [looked], one.plain));
	if (phrase.length > 0) return phrase.slice(0, FIND_MOST);
	const words = [...new Set(looked.split(' '))];
	if (words.length < 2) return [];
	return folded
		.filter(({ plain: { text } }) => words.every((word) => text.includes(word)))
		.flatMap((one) => found(one, words, one.plain))
		.slice(0, FIND_MOST);
}

function found(
	{ href, where, text }: Searched,
	words: readonly string[],
	{ text: folded, at }: Plain
): readonly Found[] {
	const hits: { start: number; end: number }[] = [];
	for (const word of words)
		for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length))
			hits.push({ start: at[from] ?? 0, end: at[from + word.length] ?? text.length });
	hits.sort((a, b) => a.start - b.start || b.end - a.end);
	const [first] = hits;
	if (!first) return [];
	const from = Math.max(0, first.start - AROUND);
	const to = Math.min(text.length, first.end + AROUND * 2);
	const parts: { text: string; isHit: boolean }[] = [];
	let place = from;
	for (const { start, end } of hits) {
		if (start < place || end > to) continue;
		if (start > place) parts.push({ text: text.slice(place, start), isHit: false });
		// A sign of several units ends where the next one begins.
		const stop = end > start ? end : start + 1;
		parts.push({ text: text.slice(start, stop), isHit: true });
		place = stop;
	}
	if (place < to) parts.push({ text: text.slice(place, to), isHit: false });
	const [begin, last] = [parts[0], parts.at(-1)];
	if (from > 0 && begin && !begin.isHit) parts[0] = { ...begin, text: `…${begin.text}` };
	if (to < text.length && last && !last.isHit) parts[parts.length - 1] = { ...last, text: `${last.text}…` };
	return [{ href, where, parts, hits: hits.length }];
}
