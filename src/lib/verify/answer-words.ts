/** How an answer is said, on the page and by the command. */
import type { Answer, Verdict } from './verify-answer.ts';

export const verdictWord: Readonly<Record<Verdict, string>> = {
	valid: 'Valid: nothing was changed',
	'not-valid': 'Not valid',
	'no-seal': 'No seal to check',
	'not-readable': 'Cannot be read'
};

/** What the command ends with; of several files the worst counts. */
export const EXIT_CODE: Readonly<Record<Verdict, number>> = {
	valid: 0,
	'no-seal': 3,
	'not-valid': 1,
	'not-readable': 2
};
const WORST: readonly Verdict[] = ['not-valid', 'not-readable', 'no-seal', 'valid'];
export const exitCodeOf = (verdicts: readonly Verdict[]): number =>
	EXIT_CODE[WORST.find((one) => verdicts.includes(one)) ?? 'not-readable'];

/** An answer as lines of plain text. Names and titles of the file are shown without control characters. */
export const answerLines = (
	name: string,
	{ verdict, title, problems, fits, facts, notes }: Answer
): readonly string[] =>
	[
		`${name}: ${verdictWord[verdict]}`,
		...(title === '' ? [] : [`  ${title}`]),
		...problems.map((line) => `  ! ${line}`),
		...fits.map((line) => `  + ${line}`),
		...facts.map(([label, value]) => `  ${label}: ${value}`),
		...notes.map((line) => `  Note: ${line}`)
	].map(plain);

const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** A file cannot draw over the answer about it: control characters and turned writing are shown as their code. */
export const plain = (text: string): string =>
	text.replace(HIDDEN, (letter) => `[U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
