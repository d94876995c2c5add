/**
 * What a correction may be about. In a draft: a shared text, something chosen or dated in a row or under an item, or a text of
 * a restricted note that the proposer may read. In a sealed record: a part of it.
 */
import { itemTitle } from '../agenda/agenda-words.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { FinalRecord } from '../minutes/final-record.ts';
import { lateFields } from '../minutes/late-words.ts';
import { fieldName } from '../minutes/late-words-words.ts';
import { isMinutesField, type Texts } from '../minutes/minutes-fields.ts';
import { RESTRICTED_FIELDS } from '../restricted/restricted-field.ts';

/** One place in a list to choose from; `text` = what stands there now, '' where it is no text. */
export type CorrectionPlace = {
	readonly value: string;
	readonly text: string;
	readonly group: string;
	readonly says: string;
};
/** Longest name of a place: `note.<uuid>.note.handling`. */
export const PLACE_MAX = 120;

const factPlace = (row: string): string => `fact.${row}`;
export const notePlace = (noteId: string, field: (typeof RESTRICTED_FIELDS)[number]): string =>
	`note.${noteId}.${field}`;
/** The note and the text of it that a place names; null when it names none. */
export const noteOfPlace = (place: string): { readonly noteId: string; readonly field: string } | null => {
	const found = /^note\.([0-9a-f-]{36})\.(note\.[a-z]+)$/.exec(place);
	const [, noteId, field] = found ?? [];
	return noteId && field && RESTRICTED_FIELDS.some((one) => one === field) ? { noteId, field } : null;
};

const factsOf = (meeting: Meeting): readonly CorrectionPlace[] => {
	const { rmp, agenda } = meeting;
	const fact = (row: string, text: string): CorrectionPlace => ({
		value: factPlace(row),
		text,
		group: 'Choices, dates and names',
		says: ''
	});
	return [
		fact('REGISTER', 'Who was there, and when'),
		...rmp.risks.filter(({ removed }) => !removed).map(({ key }) => fact(key, `${key}: what is chosen`)),
		...rmp.actions
			.filter(({ removed }) => !removed)
			.map(({ number }) => fact(number, `${number}: owner, deadline and what is chosen`)),
		...agenda.items.map(({ code }) => fact(code, `${itemTitle[code]}: what is chosen or dated`))
	];
};

/** Every place of a draft that everybody in the meeting reads, with what it says now. */
export const draftPlaces = (meeting: Meeting, texts: Texts): readonly CorrectionPlace[] => {
	const gone = new Set([
		...meeting.rmp.risks.filter(({ removed }) => removed).map(({ key }) => key),
		...meeting.rmp.actions.filter(({ removed }) => removed).map(({ number }) => number)
	]);
	const words = (field: string): string => {
		const from = isMinutesField(field) ? texts.minutes : texts.plan;
		return Object.hasOwn(from, field) ? (from[field] ?? '') : '';
	};
	return [
		...lateFields(meeting)
			.filter((field) => !gone.has(field.split('.')[0] ?? ''))
			.map((field) => ({
				...{ value: field, text: fieldName(field), says: words(field) },
				group: isMinutesField(field) ? 'Agenda items' : `Plan, ${field.split('.')[0]}`
			})),
		...factsOf(meeting)
	];
};

/** Whether a place is one of a draft that everybody in the meeting reads. */
export const isDraftPlace = (meeting: Meeting, place: string): boolean =>
	draftPlaces(meeting, { plan: {}, minutes: {} }).some(({ value }) => value === place);

/** The shared text a place names, and its document; null for everything that is no text. */
export const textOfPlace = (
	place: string
): { readonly document: 'plan' | 'minutes' | 'note'; readonly field: string; readonly noteId: string } | null => {
	const note = noteOfPlace(place);
	if (note) return { document: 'note', ...note };
	if (place.startsWith('fact.') || place.startsWith('record.')) return null;
	return { document: isMinutesField(place) ? 'minutes' : 'plan', field: place, noteId: '' };
};

const part = (value: string, text: string, group: string): CorrectionPlace => ({
	...{ value: `record.${value}`, text, group, says: '' }
});
/** Every part of a sealed record that an addendum may be about; named so that nothing of what stands in it is told. */
export const recordPlaces = (record: FinalRecord): readonly CorrectionPlace[] => [
	part('front', 'The first page', 'The meeting'),
	part('attendance', 'Who was there, and when', 'The meeting'),
	...record.items.map(({ code, number, title }) => part(`item.${code}`, `Item ${number}, ${title}`, 'Agenda items')),
	...(record.returns ?? []).map((_, index) =>
		part(`return.${index + 1}`, `Agency return ${index + 1}`, 'Agency returns')
	),
	...record.risks.map(({ key }) => part(`risk.${key}`, `Risk ${key}`, 'Plan')),
	...record.actions.map(({ number }) => part(`action.${number}`, `Action ${number}`, 'Plan')),
	...record.disclosures.map((_, index) =>
		part(`disclosure.${index + 1}`, `Disclosure decision ${index + 1}`, 'Decisions')
	),
	...(record.licence ?? []).map((_, index) =>
		part(`licence.${index + 1}`, `Licence condition or order ${index + 1}`, 'Decisions')
	),
	...(record.level ? [part('level', 'Level decision or outcome', 'Decisions')] : []),
	part('other', 'Something else in the record', 'The meeting')
];

/** "R1: Contingency", "Restricted note", "Item 6, The person": what a place is called where it is shown. */
export const placeInWords = (place: string, places: readonly CorrectionPlace[]): string =>
	places.find(({ value }) => value === place)?.text ?? (noteOfPlace(place) ? 'Restricted note' : fieldName(place));
