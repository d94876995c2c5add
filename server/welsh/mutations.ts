/**
 * Welsh changes the beginning of a word after some others. Sentences are written so that what is filled in need not change; where
 * it must, it is done here for the two kinds that can be told apart: a day after a preposition ("ar ddydd Llun"), and what is
 * counted after 2 ("2 ddiwrnod"). A day that begins a line has a capital ("Dydd Llun"), as a sentence has. Names of people and
 * agencies are never changed. Pure.
 */

/** Prepositions and the like, after which a day begins softly. */
const SOFTENS = /(?:^|[\s(“])(?:ar|o|i|am|tan|gan|at|dros|heb|dan|wrth|trwy|drwy|er|neu)\s$/i;
/** What is counted in sentences, in the singular as after every number. */
const COUNTED =
	/^ (diwrnod|mis|munud|mun|cam|cyfarfod|rhan|risg|rhes|peth|dangosydd|dogfen|gair|dirprwy|rhybudd|llythyren|geiriad|cwestiwn|cofnod|llinell|gradd|nodyn|tudalen|cais|cynnig|penderfyniad|rheol|dioddefwr|gwerth|gwestai|cyfrinallwedd|dyfais|cod|person|bwlch|copi|cywiriad|canlyniad|gweithred|neges|pwynt|mlynedd|blynedd|gwaith)(?![\p{L}’])/u;
const SOFT: Readonly<Record<string, string>> = {
	...{ p: 'b', t: 'd', c: 'g', b: 'f', d: 'dd', g: '', m: 'f', ll: 'l', rh: 'r' }
};
const YEARS = "({2:' flynedd',3:' blynedd',4:' blynedd',6:' blynedd'})";

/** "diwrnod" -> "ddiwrnod" */
export const softly = (word: string): string => {
	const first = /^(ll|rh|[ptcbdgm])/.exec(word)?.[0] ?? '';
	return first === '' ? word : `${SOFT[first]}${word.slice(first.length)}`;
};
/** Nothing happens when it is asked twice. */
const isPlain = (expression: string): boolean =>
	expression.length < 120 && !/await|\+\+|--|[^=!<>]=[^=>]|\n/.test(expression);

/**
 * What is filled in, with what has to change in it.
 * @param expression its source @param before the words before it @param after those after it
 * @returns source to fill in, and the source of the counted word with the words that are left; null = nothing changes
 */
export const mutated = (
	expression: string,
	before: string,
	after: string
): { readonly expression: string; readonly counted: string | null; readonly after: string } => {
	const [taken = '', word = ''] = COUNTED.exec(after) ?? [];
	if (word !== '' && word !== softly(word) && isPlain(expression))
		return {
			expression,
			counted: /^[mb]lynedd$/.test(word)
				? `(${YEARS}[${expression}] ?? ' mlynedd')`
				: `(String(${expression}) === '2' ? ' ${softly(word)}' : ' ${word}')`,
			after: after.slice(taken.length)
		};
	if (!SOFTENS.test(before)) return { expression, counted: null, after };
	const soft = `((x) => (typeof x === 'string' ? x.replace(/^dydd /, 'ddydd ') : x))(${expression})`;
	return { expression: soft, counted: null, after };
};

/** What may say a day, by its source: not everything that begins a line is worth the weight of a look at it. */
const MAY_SAY_A_DAY = /(date|moment|day)\(|\.value\b/i;
/** An expression that begins a line: a day it begins with, in full, has a capital. */
export const atTheBeginning = (expression: string): string =>
	MAY_SAY_A_DAY.test(expression)
		? `((x) => (typeof x === 'string' ? x.replace(/^dydd (?=(Sul|Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn) \\d)/, 'Dydd ') : x))(${expression})`
		: expression;
