/**
 * The positive and negative indicators of the last adopted plan, one by one, and what the next meeting says of each: seen,
 * not seen, or not known, with a source and a date. They are the lines as adopted: whoever rewrites the text of this
 * meeting's plan moves no mark.
 */
import type { Rmp } from './rmp.ts';

export const INDICATOR_SIDES = ['positive', 'negative'] as const;
export type IndicatorSide = (typeof INDICATOR_SIDES)[number];
export const INDICATOR_MARKS = ['SEEN', 'NOT_SEEN', 'NOT_KNOWN'] as const;
export type IndicatorMark = (typeof INDICATOR_MARKS)[number];

/** The lines of each risk as the last plan had them, by risk key. */
export type AdoptedIndicators = Readonly<Record<string, Readonly<Record<IndicatorSide, readonly string[]>>>>;

export type MarkedIndicator = {
	readonly mark: IndicatorMark;
	/** who or what says so */
	readonly source: string;
	/** YYYY-MM-DD: when it was seen, or until when it was not; null only when it is not known */
	readonly on: string | null;
	/** rises with every change: whoever changes it says which one they read */
	readonly edition: number;
	readonly at: string;
	readonly by: string;
};
export type IndicatorMarked = {
	readonly type: 'indicator-marked';
	readonly key: string;
	readonly side: IndicatorSide;
	/** place of the line among its side's, from 1 */
	readonly line: number;
	readonly mark: IndicatorMark;
	readonly source: string;
	readonly on: string | null;
};
export type Indicator = {
	/** "R1.positive.2": its anchor in the room too */
	readonly name: string;
	readonly key: string;
	readonly side: IndicatorSide;
	readonly line: number;
	readonly text: string;
	readonly marked: MarkedIndicator | null;
};

/** More indicators than this on one side are kept together in the last line, so that none is lost. */
export const MOST_LINES = 60;

/** Parts of a line between semicolons, but not inside brackets: "(log; report)" is one source. */
const partsOf = (line: string): readonly string[] => {
	const parts: string[] = [];
	let depth = 0;
	let from = 0;
	for (let at = 0; at < line.length; at += 1) {
		const sign = line[at];
		if (sign === '(') depth += 1;
		else if (sign === ')') depth = Math.max(0, depth - 1);
		else if (sign === ';' && depth === 0) {
			parts.push(line.slice(from, at));
			from = at + 1;
		}
	}
	return [...parts, line.slice(from)];
};

/** The single indicators of a text: each line, and within it each part between semicolons. */
export const indicatorLines = (text: string): readonly string[] => {
	const lines = text
		.split(/\r\n?|[\n\u0085\u2028\u2029]/)
		.flatMap(partsOf)
		.map((line) =>
			line
				.trim()
				.replace(/^[-*•–](\s+|$)/, '')
				.trim()
		)
		.filter((line) => line !== '');
	return lines.length <= MOST_LINES
		? lines
		: [...lines.slice(0, MOST_LINES - 1), lines.slice(MOST_LINES - 1).join('; ')];
};

/** What the next meeting marks, from the words of the plan that was adopted; risks without any indicator are left out. */
export const adoptedIndicators = (
	risks: readonly { readonly key: string }[],
	texts: Readonly<Record<string, string>>
): AdoptedIndicators =>
	Object.fromEntries(
		risks
			.map(({ key }) => {
				const positive = indicatorLines(texts[`${key}.positiveIndicators`] ?? '');
				const negative = indicatorLines(texts[`${key}.negativeIndicators`] ?? '');
				return [key, { positive, negative }] as const;
			})
			.filter(([, { positive, negative }]) => positive.length + negative.length > 0)
	);

export const indicatorName = (key: string, side: IndicatorSide, line: number): string => `${key}.${side}.${line}`;

/** The indicators the last plan gave a risk, positive first, each with its mark. */
export const indicatorsOf = ({ adopted, marked }: Pick<Rmp, 'adopted' | 'marked'>, key: string): readonly Indicator[] =>
	INDICATOR_SIDES.flatMap((side) =>
		(adopted && Object.hasOwn(adopted, key) ? (adopted[key]?.[side] ?? []) : []).map((text, index) => {
			const name = indicatorName(key, side, index + 1);
			return { name, key, side, line: index + 1, text, marked: marked[name] ?? null };
		})
	);

/** Every indicator of the last plan that this meeting has said nothing of yet, in the order of the plan. */
export const unmarkedIndicators = (rmp: Rmp): readonly Indicator[] =>
	rmp.risks
		.filter((risk) => !risk.removed)
		.flatMap(({ key }) => indicatorsOf(rmp, key))
		.filter(({ marked }) => marked === null);
