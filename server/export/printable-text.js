/** Private use and unassigned characters: a font may draw them, but nobody can say what they mean. */
const MEANINGLESS = /[\p{Co}\p{Cn}]/u;
/** Joiners, variation selectors, soft hyphen and break opportunities: drawn as nothing, kept. */
const DRAWN_AS_NOTHING = new Set([0x00ad, 0x200b, 0x200c, 0x200d, 0xfe0e, 0xfe0f]);
const JOINER = '\u200d';
/** Letters that the first font has: most texts hold nothing else. */
const ORDINARY = /^[\n -~\u00a1-\u00ac\u00ae-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]*$/;
/** A run of this many characters without a place to break would leave a narrow column. */
const LONG_RUN = /[^\s\u200b\u00ad-]{20,}/gu;
const BREAK_EVERY = 14;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The tone of a skin: fonts without colour draw every tone as the same sign. */
const TONE = /[\u{1f3fb}-\u{1f3ff}]/u;

/** @param {string} character */
const codeOf = (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
/** @param {string} character */
const isDrawn = (character) => !DRAWN_AS_NOTHING.has(character.codePointAt(0) ?? 0);

/**
 * Makes text safe to print with these fonts. A character without a glyph would stop the whole export, so it is shown as its
 * code ("[U+674E]") and counted. So is whatever belongs to one sign and is not in one font with it: the engine would draw a
 * part of the sign and lose the rest. Long runs get invisible places to break.
 * @param {readonly ReadonlySet<number>[]} families code points that every weight of each family has, in the order of search
 * @returns {(text: string) => { text: string, unshowable: number }}
 */
export const printableText = (families) => {
	/** @param {string} character */
	const familyOf = (character) =>
		MEANINGLESS.test(character) ? undefined : families.find((family) => family.has(character.codePointAt(0) ?? 0));
	/** Whether one sign comes out whole. @param {readonly string[]} characters */
	const isWhole = (characters) => {
		const drawn = characters.filter(isDrawn);
		const first = families.find((family) => drawn.some((each) => family.has(each.codePointAt(0) ?? 0)));
		return drawn.every(
			(each) => first !== undefined && familyOf(each) && first.has(each.codePointAt(0) ?? 0) && !TONE.test(each)
		);
	};
	return (text) => {
		const composed = text.normalize('NFC');
		if (ORDINARY.test(composed)) return { text: composed.replace(LONG_RUN, withBreaks), unshowable: 0 };
		let unshowable = 0;
		/** @param {string} character */
		const asCode = (character) => {
			unshowable += 1;
			return codeOf(character);
		};
		const shown = Array.from(graphemes.segment(composed), ({ segment }) => {
			const characters = Array.from(segment);
			const [first = '', ...rest] = characters;
			if (characters.length > 1 && !isWhole(characters)) {
				const base = first === '\n' || !isDrawn(first) || familyOf(first) ? first : asCode(first);
				// A sign of its own may follow a joiner; what only chooses between forms of one is nothing by itself.
				return (
					base +
					rest
						.filter((each) => isDrawn(each) || each === JOINER)
						.map(asCode)
						.join('')
				);
			}
			return first === '\n' || characters.length > 1 || !isDrawn(first) || familyOf(first) ? segment : asCode(first);
		}).join('');
		return { text: shown.replace(LONG_RUN, withBreaks), unshowable };
	};
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
