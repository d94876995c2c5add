/** Every field that the agenda items of a meeting must record, filled in: by command, as events, and as words. */
import {
	type Fact,
	factsAt,
	ITEM_PARTS,
	placeOfRecord,
	RECORDED_ITEMS,
	type RecordedItem,
	rowsOfItem,
	type Value,
	type Values
} from '#lib/item-records/item-fields.ts';
import { everyItemText, rowsHere } from '#lib/item-records/item-missing.ts';
import type { ItemInput } from '#lib/item-records/item-record-commands.ts';
import { itemTextWord } from '#lib/item-records/item-record-words.ts';
import { valuesAt } from '#lib/item-records/item-records.ts';
import type { Meeting, MeetingEvent } from '#lib/meeting/meeting.ts';

const filled = ({ kind, options, name }: Fact): Value => {
	if (kind === 'choice') return options[0] ?? null;
	if (kind === 'choices') return options.slice(0, 1);
	return kind === 'date' ? '2026-12-09' : `Words of ${name}`;
};

/** What stands is confirmed, what is needed and empty is filled in. */
const valuesOf = (meeting: Meeting, item: RecordedItem, row: string | null): Values => {
	const now = row === 'new' ? {} : valuesAt(meeting.itemRecords, placeOfRecord(item, row));
	return Object.fromEntries(
		factsAt(item, row).flatMap((fact) => {
			const value = now[fact.name] ?? null;
			if (value !== null) return [[fact.name, value]];
			return fact.needed === true ? [[fact.name, filled(fact)]] : [];
		})
	);
};

/** One `record-item` for each item and row; a row is added where one is needed and none is there. */
export const itemInputs = (meeting: Meeting): readonly ItemInput[] =>
	RECORDED_ITEMS.filter((item) => meeting.agenda.items.some(({ code }) => code === item)).flatMap((item) => {
		const rows = rowsHere(meeting, item).map(({ row }) => row);
		const more = rows.length === 0 && rowsOfItem(item)?.least ? ['new'] : [];
		const own = factsAt(item, null).length > 0 ? [{ item, to: valuesOf(meeting, item, null) }] : [];
		return [...own, ...[...rows, ...more].map((row) => ({ item, row, to: valuesOf(meeting, item, row) }))];
	});

/** The same as the events they come to; a new row is the first one. */
export const itemEvents = (meeting: Meeting): readonly MeetingEvent[] =>
	itemInputs(meeting).map(({ item, row, to = {} }) => ({
		type: 'item-recorded',
		...{ item, from: {}, to, row: row === 'new' ? `${rowsOfItem(item)?.letter}1` : (row ?? null) }
	}));

/** Every text that must be written, of the items as they are. */
export const itemWords = (meeting: Meeting): Readonly<Record<string, string>> =>
	Object.fromEntries(
		everyItemText(meeting)
			.filter((name) => {
				const [item = '', ...rest] = name.split('.');
				const field = rest.at(-1);
				const fields = ITEM_PARTS[item as RecordedItem].flatMap((part) =>
					part.part === 'text' ? [part] : part.part === 'rows' ? part.texts : []
				);
				return fields.some((one) => one.name === field && one.needed === true);
			})
			.map((name) => [name, `What was said about ${itemTextWord(name)}.`])
	);

/** The words every meeting needs, with those of one victim, V1: for documents written before the meeting is looked at. */
export const ITEM_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
	RECORDED_ITEMS.flatMap((item) =>
		ITEM_PARTS[item].flatMap((part) => {
			if (part.part === 'text') return part.needed === true ? [`${item}.${part.name}`] : [];
			if (part.part === 'group') return [];
			return part.texts.filter(({ needed }) => needed === true).map(({ name }) => `${item}.V1.${name}`);
		})
	).map((name) => [name, `Said about ${itemTextWord(name)}.`])
);
