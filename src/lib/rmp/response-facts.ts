/**
 * What is known of a risk since the last plan: what became of its actions, and which of the indicators were seen. The
 * meeting writes "response so far" from it. A wording is proposed; nobody's text is ever changed by it.
 */
import { longDate } from '../time.ts';
import { type Indicator, indicatorsOf } from './indicators.ts';
import { type Action, actionField, type Rmp } from './rmp.ts';
import { actionStatusWord } from './rmp-words.ts';

type Texts = Readonly<Record<string, string>>;
export type ResponseFacts = {
	/** actions under the risk that were there before this meeting, with or without an outcome */
	readonly actions: readonly Action[];
	readonly indicators: readonly Indicator[];
	/** as the last plan had "response so far"; '' where there was none */
	readonly lastTime: string;
};

/** @param seq number of this meeting; @param before texts of the plan as it was handed on */
export const responseFacts = (rmp: Rmp, key: string, seq: number, before: Texts): ResponseFacts => ({
	actions: rmp.actions.filter((row) => row.riskKeys.includes(key) && !row.removed && row.sinceMeeting < seq),
	indicators: indicatorsOf(rmp, key),
	lastTime: (before[`${key}.responseSoFar`] ?? '').trim()
});

const sentence = (words: string): string => {
	const trimmed = words.trim();
	return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
};
/** Reads on inside a sentence: no full stop at its end, no line of its own. */
const inside = (words: string): string =>
	words
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[.;]+$/, '');

const ofAction = (row: Action, texts: Texts): readonly string[] => {
	const { number, outcome } = row;
	if (!outcome) return [];
	const what = inside(texts[actionField(number, 'text')] ?? '');
	const on = outcome.completedOn ? ` on ${longDate(outcome.completedOn)}` : '';
	const said = inside(outcome.evidence);
	return [
		sentence(
			`${number}${what === '' ? '' : ` (${what})`}: ${actionStatusWord[outcome.status].toLowerCase()}${on}${said === '' ? '' : `: ${said}`}`
		)
	];
};

type Marked = NonNullable<Indicator['marked']>;
const markedWords = ({ mark, on }: Pick<Marked, 'mark' | 'on'>): string => {
	if (mark === 'NOT_KNOWN') return 'not known';
	if (mark === 'SEEN') return on ? `seen on ${longDate(on)}` : 'seen';
	return on ? `not seen up to ${longDate(on)}` : 'not seen';
};
const SIDE = { positive: 'Sign that it works', negative: 'Warning sign' } as const;
const ofIndicator = ({ side, text, marked }: Indicator): readonly string[] => {
	if (!marked) return [];
	const { source } = marked;
	const said = inside(source);
	return [sentence(`${SIDE[side]}, ${markedWords(marked)}: ${inside(text)}${said === '' ? '' : ` (source: ${said})`}`)];
};

/** The facts as sentences for "response so far", one for each action with an outcome and each indicator marked. */
export const proposedSentences = ({ actions, indicators }: ResponseFacts, texts: Texts): readonly string[] => [
	...actions.flatMap((row) => ofAction(row, texts)),
	...indicators.flatMap(ofIndicator)
];

/** What to add at the end of a text so that it says each sentence; '' when it does already. Nothing in it is replaced. */
export const addedTo = (text: string, sentences: readonly string[]): string => {
	const missing = sentences.filter((one) => !text.includes(one));
	if (missing.length === 0) return '';
	const gap = text === '' || text.endsWith('\n') ? '' : '\n';
	return gap + missing.join('\n');
};
