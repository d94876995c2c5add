/** Prose as it is printed. One line typed is one paragraph; lines that start with "- " are items of a list. */
export type ProsePart =
	| { readonly kind: 'paragraph'; readonly text: string }
	| { readonly kind: 'list'; readonly items: readonly string[] };

export type Prose = readonly ProsePart[];

/** What was typed into a field, in paragraphs and lists. Empty lines only part paragraphs. */
export const proseOf = (typed: string): Prose => {
	const parts: ProsePart[] = [];
	let list: string[] | null = null;
	for (const line of typed.split(/\r\n?|[\n\u0085\u2028\u2029]/)) {
		const text = line.trim();
		if (text.startsWith('- ')) {
			if (list === null) {
				list = [];
				parts.push({ kind: 'list', items: list });
			}
			list.push(text.slice(2).trim());
			continue;
		}
		list = null;
		if (text !== '') parts.push({ kind: 'paragraph', text });
	}
	return parts;
};
