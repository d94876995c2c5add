/**
 * A sentence as it stands in source: words, places for what is filled in, elements round some of its words, and choices
 * between two wordings. Its English is its key: "{0} of {1}", "Read <0>the minutes</0>". Pure.
 */

import { atTheBeginning, mutated } from './mutations.ts';

export type Part =
	| { readonly kind: 'words'; readonly text: string }
	/** something filled in: its source, with what is shown inside it already in the other language */
	| { readonly kind: 'place'; readonly source: () => string }
	/** an element round words of the sentence: how it begins and ends in source */
	| { readonly kind: 'round'; readonly open: () => string; readonly close: string; readonly parts: readonly Part[] }
	/** one of two wordings: both become sentences of their own, so that each may be said in its own way */
	| { readonly kind: 'choice'; readonly if: () => string; readonly yes: readonly Part[]; readonly no: readonly Part[] };

export type Plain = Exclude<Part, { kind: 'choice' }>;
/** The wordings of a sentence, by what decides between them. */
export type Wordings =
	| { readonly parts: readonly Plain[] }
	| { readonly if: () => string; readonly yes: Wordings; readonly no: Wordings };

/** More wordings than this and a choice stays a place of its own, whose halves are sentences by themselves. */
const MOST_WORDINGS = 4;

/** How many wordings a sentence has. */
export const countWordings = (parts: readonly Part[]): number =>
	parts.reduce((count, part) => {
		if (part.kind === 'choice') return count * (countWordings(part.yes) + countWordings(part.no));
		return part.kind === 'round' ? count * countWordings(part.parts) : count;
	}, 1);

export const hasTooMany = (parts: readonly Part[]): boolean => countWordings(parts) > MOST_WORDINGS;

/** Every wording of a sentence, each without choices. */
export function wordingsOf(parts: readonly Part[]): Wordings {
	const found = firstChoice(parts);
	if (!found) return { parts: parts as readonly Plain[] };
	return { if: found.if, yes: wordingsOf(found.yes), no: wordingsOf(found.no) };
}

function firstChoice(parts: readonly Part[]): { if: () => string; yes: readonly Part[]; no: readonly Part[] } | null {
	for (const [at, part] of parts.entries()) {
		const around = (inner: readonly Part[]): readonly Part[] => [
			...parts.slice(0, at),
			...inner,
			...parts.slice(at + 1)
		];
		if (part.kind === 'choice') return { if: part.if, yes: around(part.yes), no: around(part.no) };
		if (part.kind !== 'round') continue;
		const inner = firstChoice(part.parts);
		if (!inner) continue;
		const { open, close } = part;
		const round = (some: readonly Part[]): Part => ({ kind: 'round', open, close, parts: some });
		return { if: inner.if, yes: around([round(inner.yes)]), no: around([round(inner.no)]) };
	}
	return null;
}

/** All wordings, one after the other. */
export const leavesOf = (wordings: Wordings): readonly (readonly Plain[])[] =>
	'parts' in wordings ? [wordings.parts] : [...leavesOf(wordings.yes), ...leavesOf(wordings.no)];

type Slots = {
	readonly places: (() => string)[];
	readonly rounds: ReadonlyMap<number, { open: () => string; close: string }>;
};

/** The key of one wording and what stands in its numbered places. White space counts as one space, as a browser shows it. */
export function keyOf(parts: readonly Plain[], isMarkup: boolean): { readonly key: string; readonly slots: Slots } {
	const places: (() => string)[] = [];
	const rounds = new Map<number, { open: () => string; close: string }>();
	const write = (some: readonly Plain[]): string =>
		some
			.map((part) => {
				if (part.kind === 'words') return part.text;
				if (part.kind === 'place') return `{${places.push(part.source) - 1}}`;
				const at = places.push(() => '') - 1;
				rounds.set(at, { open: part.open, close: part.close });
				return `<${at}>${write(part.parts as readonly Plain[])}</${at}>`;
			})
			.join('');
	const text = write(parts);
	return { key: isMarkup ? text.replace(/[ \t\r\n]+/g, ' ') : text, slots: { places, rounds } };
}

/** What a sentence of the catalogue is made of. */
const TOKEN = /(\{\d+\}|<\/?\d+>)/;

/**
 * A sentence of the catalogue as source again.
 * @param words how its words are written there @param place how what is filled in is written there
 * @param beginsLine whether it begins a line of the page
 */
export const fillIn = (
	sentence: string,
	{ places, rounds }: Slots,
	words: (text: string) => string,
	place: (source: string) => string,
	beginsLine = false
): string => {
	const pieces = sentence.split(TOKEN);
	const first = beginsLine ? pieces.findIndex((piece) => piece !== '' && !/^<\d+>$/.test(piece)) : -1;
	let written = '';
	for (const [at, piece] of pieces.entries()) {
		const number = /\d+/.exec(TOKEN.test(piece) ? piece : '')?.[0];
		if (number === undefined) written += words(piece);
		else if (piece.startsWith('{')) {
			const source = places[Number(number)]?.() ?? '';
			const bare = bareOf(source);
			if (bare === null) {
				written += place(source);
				continue;
			}
			const { expression, counted, after } = mutated(bare.expression, pieces[at - 1] ?? '', pieces[at + 1] ?? '');
			const begun = at === first ? atTheBeginning(expression) : expression;
			written += place(bare.wrap(begun)) + (counted === null ? '' : place(bare.wrap(counted)));
			pieces[at + 1] = after;
		} else {
			const round = rounds.get(Number(number));
			written += (piece.startsWith('</') ? round?.close : round?.open()) ?? '';
		}
	}
	return written;
};

/** What is filled in as an expression: of markup what stands in its braces; null where it is markup of its own. */
const bareOf = (
	source: string
): { readonly expression: string; readonly wrap: (expression: string) => string } | null => {
	const inBraces = /^\{([^#@:/{][\s\S]*)\}$/.exec(source)?.[1];
	if (inBraces !== undefined) return { expression: inBraces, wrap: (expression) => `{${expression}}` };
	return /^\s*[<{]/.test(source) ? null : { expression: source, wrap: (expression) => expression };
};

/** The numbered places of a sentence, in order of their numbers: those of a translation must be the same. */
export const placesOf = (sentence: string): string => (sentence.match(/\{\d+\}|<\/?\d+>/g) ?? []).sort().join(' ');
