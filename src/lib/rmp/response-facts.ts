/**
 * What is known of a risk since the last plan: what became of its actions, and which of the indicators were seen. The
 * meeting writes "response so far" from it. A wording is proposed; nobody's text is ever changed by it.
 */
import type { Language } from '../welsh/language.ts';
import { type Indicator, indicatorsOf } from './indicators.ts';
import { RESPONSE_WORDS, type ResponseWords } from './response-words.ts';
import { type Action, actionField, type Rmp } from './rmp.ts';

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

const ofAction = (row: Action, texts: Texts, words: ResponseWords): readonly string[] => {
	const { number, outcome } = row;
	if (!outcome) return [];
	const what = inside(texts[actionField(number, 'text')] ?? '');
	const status = words.status[outcome.status] + (outcome.completedOn ? words.on(outcome.completedOn) : '');
	const said = inside(outcome.evidence);
	return [sentence(`${number}${what === '' ? '' : ` (${what})`}: ${status}${said === '' ? '' : `: ${said}`}`)];
};

const ofIndicator = ({ side, text, marked }: Indicator, words: ResponseWords): readonly string[] => {
	if (!marked) return [];
	const { mark, on, source } = marked;
	const until = on === null || mark === 'NOT_KNOWN' ? '' : mark === 'SEEN' ? words.on(on) : words.upTo(on);
	const said = inside(source);
	return [
		sentence(
			`${words.side[side]}, ${words.mark[mark]}${until}: ${inside(text)}${said === '' ? '' : ` (${words.source}: ${said})`}`
		)
	];
};

/**
 * The facts as sentences for "response so far", one for each action with an outcome and each indicator marked.
 * @param language of the record, of which they become a part
 */
export const proposedSentences = (
	{ actions, indicators }: ResponseFacts,
	texts: Texts,
	language: Language
): readonly string[] => [
	...actions.flatMap((row) => ofAction(row, texts, RESPONSE_WORDS[language])),
	...indicators.flatMap((one) => ofIndicator(one, RESPONSE_WORDS[language]))
];

/** What to add at the end of a text so that it says each sentence; '' when it does already. Nothing in it is replaced. */
export const addedTo = (text: string, sentences: readonly string[]): string => {
	const missing = sentences.filter((one) => !text.includes(one));
	if (missing.length === 0) return '';
	const gap = text === '' || text.endsWith('\n') ? '' : '\n';
	return gap + missing.join('\n');
};
