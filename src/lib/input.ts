/**
 * The door for everything typed or sent: one schema per command, read the same way from a form, a socket or an import.
 * Text is cleaned, unknown and dangerous keys are refused, every size has a limit, and no answer repeats what was typed.
 */
import { z } from 'zod';
import { DANGEROUS_KEYS, UNKNOWN_FIELD } from './govuk/form-input.ts';
import { done, type Problem, type Result, refuse } from './result.ts';
import { fromLondon, isDate } from './time.ts';

/** Characters of a name or title, of a reason, and of long text. */
export const NAME_MAX = 200;
export const REASON_MAX = 2_000;
export const LONG_TEXT_MAX = 20_000;
/** Characters of a password; the upper limit keeps hashing cheap. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 1_000;
/** Values and keys in one input, how deep they nest, and characters in all its texts. */
const INPUT_LIMIT = { values: 2_000, depth: 12, characters: 500_000 } as const;

/** Format characters, separators and fillers that show nothing: text made only of them is empty. */
const INVISIBLE = /[\s\p{Cf}\p{Z}\u115F\u1160\u2800\u3164\uFFA0]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * What is kept of a typed text: line ends as \n, no NUL, lone surrogate or other control character (PostgreSQL refuses
 * them), no space round it; text that shows nothing becomes ''.
 */
export const cleanText = (text: string): string => {
	const clean = text.replace(/\r\n?/g, '\n').replace(CONTROL, '').replace(LONE_SURROGATE, '').trim();
	return clean.replace(INVISIBLE, '') === '' ? '' : clean;
};
/** The same on one line. */
export const cleanLine = (text: string): string => cleanText(text.replace(/[\r\n\t\u2028\u2029]+/g, ' '));

const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);
const grouped = (count: number): string => count.toLocaleString('en-GB');
const missingAsBlank = (value: unknown): unknown => (value === undefined || value === null ? '' : value);
const blankAsNull = (value: unknown): unknown =>
	value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;

const text = (clean: (typed: string) => string, max: number, label: string, required: boolean) =>
	z.preprocess(
		missingAsBlank,
		z
			.string({ error: `Enter ${label} as text` })
			.transform(clean)
			.pipe(
				z
					.string()
					.min(required ? 1 : 0, `Enter ${label}`)
					.max(max, `${capital(label)} must be ${grouped(max)} characters or fewer`)
			)
	);

/** One line that must not be empty. `label` reads after "Enter": 'a reason'. */
export const line = (label: string, max: number = NAME_MAX) => text(cleanLine, max, label, true);
/** One line that may be empty: always a string. */
export const optionalLine = (label: string, max: number = NAME_MAX) => text(cleanLine, max, label, false);
/** Several lines, not empty. */
export const longText = (label: string, max: number = LONG_TEXT_MAX) => text(cleanText, max, label, true);
/** Several lines that may be empty: always a string. */
export const optionalText = (label: string, max: number = LONG_TEXT_MAX) => text(cleanText, max, label, false);
export const reason = (label = 'a reason') => longText(label, REASON_MAX);
export const optionalReason = (label = 'a reason') => optionalText(label, REASON_MAX);

/** The id of a row. Whether it exists, and for this person, is answered as 404 by whoever looks it up. */
const id = (label: string) => z.string({ error: `Choose ${label}` }).regex(/^[A-Za-z0-9-]{1,64}$/, `Choose ${label}`);
export const personId = (label = 'a person') => id(label);
export const agencyId = (label = 'an agency') => id(label);
export const rowId = (label = 'an entry') => id(label);
/** R1 ... R9999 */
export const riskKey = () => z.string({ error: 'Choose a risk' }).regex(/^R[1-9]\d{0,3}$/, 'Choose a risk');
/** A1 ... A9999 */
export const actionNumber = () => z.string({ error: 'Choose an action' }).regex(/^A[1-9]\d{0,3}$/, 'Choose an action');

const dateSentence = (label: string): string => `Enter ${label} as a real date, like 2026-12-18`;
/** A local calendar date, YYYY-MM-DD. */
export const isoDate = (label = 'the date') =>
	z
		.string({ error: dateSentence(label) })
		.trim()
		.refine(isDate, { error: dateSentence(label) });
/** A date, or nothing: null. */
export const maybeDate = (label = 'the date') => z.preprocess(blankAsNull, isoDate(label).nullable());
/** A date, or nothing: ''. */
export const dateOrBlank = (label = 'the date') =>
	z.preprocess(
		missingAsBlank,
		z
			.string({ error: dateSentence(label) })
			.trim()
			.refine((value) => value === '' || isDate(value), { error: dateSentence(label) })
	);

const UTC_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z$/;
/**
 * A moment, ISO 8601 UTC. A form's `YYYY-MM-DDTHH:mm` without a zone is read as Europe/London.
 * The value is always the full UTC form.
 */
export const instant = (label = 'the date and time') =>
	z.string({ error: `Enter ${label}` }).transform((value, context): string => {
		const trimmed = value.trim();
		const [date = '', time = ''] = trimmed.split('T');
		if (isDate(date) && UTC_INSTANT.test(trimmed) && !Number.isNaN(Date.parse(trimmed)))
			return new Date(trimmed).toISOString();
		const local = fromLondon(date, time);
		if (local) return local;
		context.addIssue({ code: 'custom', message: `Enter ${label} as a real date and time, like 2026-12-18T10:00` });
		return z.NEVER;
	});

/** One of a list of codes. */
export const oneOf = <const T extends readonly [string, ...string[]]>(values: T, label: string) =>
	z.enum(values, { error: `Choose ${label}` });
/** One of a list, or nothing: null. */
export const maybeOneOf = <const T extends readonly [string, ...string[]]>(values: T, label: string) =>
	z.preprocess(blankAsNull, z.enum(values, { error: `Choose ${label}` }).nullable());
export const maybe = <T extends z.ZodType>(schema: T) => z.preprocess(blankAsNull, schema.nullable());

const TRUE: readonly unknown[] = [true, 'on', 'yes', 'true', '1'];
const FALSE: readonly unknown[] = [false, 'off', 'no', 'false', '0', '', undefined, null];
const toBoolean = (value: unknown): unknown => (TRUE.includes(value) ? true : FALSE.includes(value) ? false : value);
/** A checkbox (absent = no), yes/no radios, or a boolean. */
export const yesNo = (label: string) => z.preprocess(toBoolean, z.boolean({ error: `Choose ${label}` }));
/** Yes, no, or not answered: null. */
export const maybeYesNo = (label: string) =>
	z.preprocess(
		(value) => (blankAsNull(value) === null ? null : toBoolean(value)),
		z.boolean({ error: `Choose ${label}` }).nullable()
	);

const toNumber = (value: unknown): unknown =>
	typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value;
export const wholeNumber = (label: string, min: number, max: number) => {
	const error = `Enter ${label} as a whole number from ${grouped(min)} to ${grouped(max)}`;
	return z.preprocess(toNumber, z.int({ error }).min(min, error).max(max, error));
};
export const maybeWholeNumber = (label: string, min: number, max: number) =>
	z.preprocess(blankAsNull, wholeNumber(label, min, max).nullable());

/** Several values: a form sends one as a plain value, none as nothing, and blank ones for empty rows. */
export const listOf = <T extends z.ZodType>(item: T, label: string, limit: { min?: number; max?: number } = {}) =>
	z.preprocess(
		(value) =>
			(value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]).filter(
				(entry: unknown) => entry !== ''
			),
		z
			.array(item, { error: `Choose ${label}` })
			.min(limit.min ?? 0, `Choose ${label}`)
			.max(limit.max ?? 200, `Choose at most ${grouped(limit.max ?? 200)}`)
	);

/** Several short texts: a list, or one text with a line for each. Empty ones are left out. */
export const lines = (label: string, max = 50, characters: number = NAME_MAX) =>
	z.preprocess(
		(value) => {
			const list =
				value === undefined || value === null ? [] : Array.isArray(value) ? value : String(value).split('\n');
			return list
				.map((entry: unknown) => (typeof entry === 'string' ? cleanLine(entry) : entry))
				.filter((entry) => entry !== '');
		},
		z.array(line(label, characters)).max(max, `Enter at most ${grouped(max)} lines`)
	);

const EMAIL = /^[^\s@"(),:;<>[\]\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/;
/** An e-mail address, lower case. */
export const email = () =>
	z.preprocess(
		missingAsBlank,
		z
			.string({ error: 'Enter an e-mail address' })
			.transform((typed) => typed.trim().toLowerCase())
			.pipe(
				z.string().max(254, 'Enter an e-mail address').regex(EMAIL, 'Enter an e-mail address, like name@example.org')
			)
	);
/** A new password: long enough, kept exactly as typed. */
export const newPassword = () =>
	z
		.string({ error: 'Enter a password' })
		.min(PASSWORD_MIN, `Enter a password of ${PASSWORD_MIN} characters or more`)
		.max(PASSWORD_MAX, 'Enter a shorter password');

/** Walks an input without recursion: too deep, too many, too long or with a key that would reach a prototype. */
const isSound = (input: unknown): boolean => {
	const waiting: { value: unknown; depth: number }[] = [{ value: input, depth: 0 }];
	let values = 0;
	let characters = 0;
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const { value, depth } = next;
		values += 1;
		if (typeof value === 'string') characters += value.length;
		if (values > INPUT_LIMIT.values || depth > INPUT_LIMIT.depth || characters > INPUT_LIMIT.characters) return false;
		if (typeof value !== 'object' || value === null) continue;
		const keys = Object.keys(value);
		if (keys.length + waiting.length > INPUT_LIMIT.values) return false;
		for (const key of keys) {
			if (DANGEROUS_KEYS.includes(key)) return false;
			waiting.push({ value: (value as Record<string, unknown>)[key], depth: depth + 1 });
		}
	}
	return true;
};

const plainSentence = (issue: z.core.$ZodIssue): string => {
	if (issue.code === 'unrecognized_keys') return UNKNOWN_FIELD;
	// zod's own wording names types, not things: ours never begins with these.
	return /^(Invalid|Too |Unrecognized|Expected)/.test(issue.message) ? 'Check this answer' : issue.message;
};

/** Field path of a problem: `to.due`, `invitees.0.personId`. */
const toProblems = (error: z.ZodError): readonly Problem[] => {
	const problems = error.issues.map((issue) => ({
		field: issue.path.map(String).join('.'),
		message: plainSentence(issue)
	}));
	return problems.filter(({ field }, index) => problems.findIndex((other) => other.field === field) === index);
};

/** Reads an input by its schema. Refused as `invalid` with one problem per field. */
export const parseInput = <T>(schema: z.ZodType<T>, input: unknown): Result<T> => {
	if (!isSound(input)) return refuse('invalid', UNKNOWN_FIELD, [{ field: '', message: UNKNOWN_FIELD }]);
	const parsed = schema.safeParse(input);
	if (parsed.success) return done(parsed.data);
	const problems = toProblems(parsed.error);
	return refuse('invalid', problems.length === 1 ? problems[0]!.message : 'Check the answers marked below', problems);
};
