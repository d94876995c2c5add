/**
 * Characters that hide, reorder or break text: controls, halves of surrogate pairs, direction overrides, invisible
 * marks and tags. They are shown as their code, so that nobody can make a name read as another one.
 */
const HIDDEN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\u{e0000}-\u{e007f}]/u;

/** Most texts are of these alone and have nothing to change: one look at the whole is many times faster than one at each. */
const ORDINARY = /^[\n -~\u00a0-\u02ff\u2010-\u2027\u20ac]*$/;

/** The code of a character in square brackets: "[U+202E]". */
const codeOf = (character: string): string =>
	`[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Text as it is shown: line ends of every system become "\n", and each hidden character its code, counted. */
export const visibleText = (text: string): { readonly text: string; readonly replaced: number } => {
	if (ORDINARY.test(text)) return { text, replaced: 0 };
	let replaced = 0;
	let shown = '';
	for (const character of text.replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')) {
		if (character === '\t') shown += ' ';
		else if (character === '\n' || !HIDDEN.test(character)) shown += character;
		else {
			replaced += 1;
			shown += codeOf(character);
		}
	}
	return { text: shown, replaced };
};
