/**
 * Where a text is cut: after each sentence and each line. The parts joined are the text, letter for letter. This cut is part of
 * the seal `mapp-meeting-seal/1`: another one is another seal.
 */

/** Shortened words after which a sentence goes on. */
const GOES_ON = /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|St|Sgt|Insp|Supt|DC|PC|No|para|s|ss|e\.g|i\.e|approx|vs|c\.f)\.$/;

/** @returns at least one part; a text without an end of a sentence inside is one part */
export function sentencesOf(text: string): readonly string[] {
	const parts: string[] = [];
	let from = 0;
	for (const { 0: end, index } of text.matchAll(/(?:[.!?…]+["'’”)\]]*[^\S\n]+|\n)\s*/g)) {
		const until = index + end.length;
		if (until >= text.length) break;
		if (!end.includes('\n') && GOES_ON.test(text.slice(from, index + end.trimEnd().length))) continue;
		if (text.slice(from, index).trim() === '' && !end.includes('\n')) continue;
		parts.push(text.slice(from, until));
		from = until;
	}
	parts.push(text.slice(from));
	return parts;
}
