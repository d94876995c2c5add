/** The answers of a section as they are read back: every question that was asked, with its words. */
import { isDate, longDate } from '../time.ts';
import { type Question, questionsOf, type Section, type SimpleField } from './referral-field.ts';
import { isAsked, rowsAt, type SectionValues, textAt } from './referral-values.ts';

export type AnswerRow = { readonly label: string; readonly value: string; readonly field: string };

/** @param agencyName of an agency of the area, '' for none */
export const spoken = (field: SimpleField, value: string, agencyName: (id: string) => string): string => {
	switch (field.kind) {
		case 'date':
			return isDate(value) ? longDate(value) : value;
		case 'agency':
			return agencyName(value);
		case 'choice':
			return field.options.find((option) => option.value === value)?.text ?? '';
		default:
			return value;
	}
};

const rowsFor = (field: Question, values: SectionValues, agencyName: (id: string) => string): readonly AnswerRow[] => {
	if (!isAsked(field, values)) return [];
	if (field.kind !== 'rows')
		return [{ label: field.label, value: spoken(field, textAt(values, field.name), agencyName), field: field.name }];
	return rowsAt(values, field.name).map((row, index) => ({
		label: `${field.one} ${index + 1}`,
		value: field.fields
			.map((one) => ({ one, said: spoken(one, row[one.name] ?? '', agencyName) }))
			.filter(({ said }) => said !== '')
			.map(({ one, said }) => `${one.label}: ${said}`)
			.join('\n'),
		field: `${field.name}.${index}.${field.fields[0]?.name}`
	}));
};

export const answersOf = (
	section: Section,
	values: SectionValues,
	agencyName: (id: string) => string
): readonly AnswerRow[] => questionsOf(section).flatMap((field) => rowsFor(field, values, agencyName));

/** What differs between two texts of the same section, question by question: for two people who edited it at once. */
export const differences = (
	section: Section,
	mine: SectionValues,
	theirs: SectionValues,
	agencyName: (id: string) => string
): readonly { readonly label: string; readonly field: string; readonly mine: string; readonly theirs: string }[] => {
	const [a, b] = [answersOf(section, mine, agencyName), answersOf(section, theirs, agencyName)];
	const fields = [...new Set([...a, ...b].map(({ field }) => field))];
	return fields.flatMap((field) => {
		const [one, other] = [a, b].map((rows) => rows.find((row) => row.field === field));
		const [said, saidThere] = [one?.value ?? '', other?.value ?? ''];
		return said === saidThere
			? []
			: [{ field, label: one?.label ?? other?.label ?? '', mine: said, theirs: saidThere }];
	});
};
