/** What a form gets back when its command was refused: nothing typed is lost, and every problem names its field. */
import type { Problem } from '../result.ts';

export type FormAnswer = {
	readonly command: string;
	readonly message: string;
	readonly problems: readonly Problem[];
	/** what was typed, by field name; passwords are never among it */
	readonly values: Readonly<Record<string, string | readonly string[]>>;
	/** which of several like forms on the page it was (a seat, a row), or '' */
	readonly form: string;
};

type Maybe = FormAnswer | null | undefined;

/** The answer, when it is one to this command (and to this one of several forms). */
export const answerTo = (answer: Maybe, command: string, form = ''): FormAnswer | null =>
	answer?.command === command && answer.form === form ? answer : null;

/** The message for one field, or null. */
export const problemOf = (answer: Maybe, field: string): string | null =>
	answer?.problems.find((problem) => problem.field === field)?.message ?? null;

/** What was typed in one field, or what was there before. */
export const typed = (answer: Maybe, field: string, before = ''): string => {
	const value = answer?.values[field];
	if (value === undefined) return answer ? (Object.keys(answer.values).length > 0 ? '' : before) : before;
	return typeof value === 'string' ? value : (value[0] ?? '');
};

/** What was chosen in one field of several values. */
export const chosen = (answer: Maybe, field: string, before: readonly string[] = []): readonly string[] => {
	if (!answer) return before;
	const value = answer.values[field];
	return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};
