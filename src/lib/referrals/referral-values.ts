/** What was typed in a section, as kept: every answer a text, as typed, so that a draft never loses or changes a word. */
import { z } from 'zod';
import { cleanText, listOf, optionalLine, optionalText } from '../input.ts';
import {
	ANSWER_MAX,
	type Question,
	questionsOf,
	ROWS_MAX,
	type RowsField,
	type Section,
	type SimpleField
} from './referral-field.ts';

export type Row = Readonly<Record<string, string>>;
export type SectionValues = Readonly<Record<string, string | readonly string[] | readonly Row[]>>;
/** The newest saved state of a section. Version 0 = nothing saved yet. */
export type SavedSection = {
	readonly version: number;
	readonly values: SectionValues;
	readonly savedBy: string;
	/** ISO 8601, UTC */
	readonly savedAt: string;
};
export type SavedSections = Readonly<Record<string, SavedSection>>;

/** The schema of one answer: any text of a sound size; whether it is complete is for the checks, not for a draft. */
const answerOf = (field: SimpleField): z.ZodType => {
	switch (field.kind) {
		case 'text':
			return optionalText(field.label, ANSWER_MAX);
		case 'line':
			return optionalLine(field.label);
		case 'date':
			return optionalLine(field.label, 40);
		case 'agency':
			return optionalLine(field.label, 64);
		case 'choice':
			return z
				.enum(['', ...field.options.map(({ value }) => value)], { error: `Choose one answer: ${field.label}` })
				.default('');
	}
};
const rowsOf = (field: RowsField): z.ZodType =>
	listOf(
		z.strictObject(Object.fromEntries(field.fields.map((one) => [one.name, answerOf(one)]))),
		field.label.toLowerCase(),
		{ max: ROWS_MAX }
	).transform((rows) =>
		(rows as readonly Row[]).filter((row) => Object.values(row).some((value) => cleanText(value) !== ''))
	);

const schemas = new Map<string, z.ZodType<SectionValues>>();
/** Everything a section's page may send: its own fields and nothing else. Rows in which nothing was typed are left out. */
export const schemaOf = (section: Section): z.ZodType<SectionValues> => {
	const made =
		schemas.get(section.slug) ??
		(z.strictObject(
			Object.fromEntries(
				questionsOf(section).map((field) => [field.name, field.kind === 'rows' ? rowsOf(field) : answerOf(field)])
			)
		) as unknown as z.ZodType<SectionValues>);
	schemas.set(section.slug, made);
	return made;
};

export const textAt = (values: SectionValues, name: string): string => {
	const value = Object.hasOwn(values, name) ? values[name] : '';
	return typeof value === 'string' ? value : '';
};
export const rowsAt = (values: SectionValues, name: string): readonly Row[] => {
	const value = Object.hasOwn(values, name) ? values[name] : [];
	return Array.isArray(value) ? value.filter((row): row is Row => typeof row === 'object') : [];
};
/** Whether a field is asked, given what was answered before. */
export const isAsked = (field: Question, values: SectionValues): boolean =>
	!field.when || textAt(values, field.when.field) === field.when.is;

export const valuesOf = (sections: SavedSections, slug: string): SectionValues =>
	Object.hasOwn(sections, slug) ? (sections[slug]?.values ?? {}) : {};
/** The words of one answer of the whole referral. */
export const answerAt = (sections: SavedSections, slug: string, name: string): string =>
	textAt(valuesOf(sections, slug), name);
/** Each line of a text that has something on it. */
export const linesIn = (text: string): readonly string[] =>
	text
		.split('\n')
		.map((line) => line.replace(/^[-•*]\s*/, '').trim())
		.filter((line) => line !== '');

/** Whether two saved states say the same. */
export const sameValues = (a: SectionValues, b: SectionValues): boolean => canonical(a) === canonical(b);
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, inner: unknown) =>
		inner && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner
	);
