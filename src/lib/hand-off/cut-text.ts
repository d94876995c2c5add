/**
 * A text in parts that another system's field can take. Nothing is left out and nothing added: the parts, one after the other,
 * say what the text says. Cut where a reader would pause: between paragraphs, then sentences, then words.
 */

/** Characters as people and most systems count them, not halves of one. */
export const charactersOf = (text: string): number => {
	let count = 0;
	for (const _ of text) count++;
	return count;
};

const PAUSES: readonly RegExp[] = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/g, /\s+/g];

/** Where the last pause of a kind ends within `text`; 0 when there is none that leaves something before it. */
const lastPause = (text: string, pause: RegExp): number => {
	let end = 0;
	for (const found of text.matchAll(pause))
		if (found.index > 0 && text.slice(0, found.index).trim() !== '') end = found.index + found[0].length;
	return end;
};

/** @param limit characters of one part, at least 1 */
export const cutText = (text: string, limit: number): readonly string[] => {
	const parts: string[] = [];
	let rest = text.trim();
	while (charactersOf(rest) > limit) {
		const window = [...rest].slice(0, limit + 1).join('');
		// A pause in the first half is no good place to cut: the next finer one is tried.
		const cuts = PAUSES.map((pause) => lastPause(window, pause));
		const cut = cuts.find((at) => at > window.length / 2) ?? Math.max(...cuts);
		const at = cut > 0 ? cut : [...rest].slice(0, limit).join('').length;
		parts.push(rest.slice(0, at).trimEnd());
		rest = rest.slice(at).trimStart();
	}
	return rest === '' && parts.length > 0 ? parts : [...parts, rest];
};
