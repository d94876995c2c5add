/** Private use and unassigned characters: a font may draw them, but nobody can say what they mean. */
const MEANINGLESS = /[\p{Co}\p{Cn}]/u;
/** Joiners, variation selectors, soft hyphen and break opportunities: drawn as nothing, kept. */
const DRAWN_AS_NOTHING = new Set([0x00ad, 0x200b, 0x200c, 0x200d, 0xfe0e, 0xfe0f]);
/** A run of this many characters without a place to break would leave a narrow column. */
const LONG_RUN = /[^\s\u200b\u00ad-]{20,}/gu;
const BREAK_EVERY = 14;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Makes text safe to print with fonts that have these characters. A character without a glyph would stop the whole
 * export, so it is shown as its code ("[U+674E]") and counted; long runs get invisible places to break.
 * @param {ReadonlySet<number>} covered code points the fonts have
 * @returns {(text: string) => { text: string, unshowable: number }}
 */
export const printableText = (covered) => (text) => {
	let unshowable = 0;
	let shown = '';
	for (const character of text.normalize('NFC')) {
		const code = character.codePointAt(0) ?? 0;
		const known = covered.has(code) && !MEANINGLESS.test(character);
		if (character === '\n' || DRAWN_AS_NOTHING.has(code) || known) shown += character;
		else {
			unshowable += 1;
			shown += `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
		}
	}
	return { text: shown.replace(LONG_RUN, withBreaks), unshowable };
};

/** @param {string} run */
const withBreaks = (run) =>
	Array.from(graphemes.segment(run), ({ segment }, index) =>
		index > 0 && index % BREAK_EVERY === 0 ? `\u200b${segment}` : segment
	).join('');

/**
 * The same plain data with each text in it made printable.
 * @param {unknown} value plain data @param {ReturnType<typeof printableText>} printable
 * @returns {{ value: unknown, unshowable: number }} the data and how many characters are shown as codes
 */
export const printableData = (value, printable) => {
	let unshowable = 0;
	/** @param {unknown} each @returns {unknown} */
	const walk = (each) => {
		if (typeof each === 'string') {
			const result = printable(each);
			unshowable += result.unshowable;
			return result.text;
		}
		if (Array.isArray(each)) return each.map(walk);
		if (each === null || typeof each !== 'object') return each;
		return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, walk(inner)]));
	};
	return { value: walk(value), unshowable };
};
