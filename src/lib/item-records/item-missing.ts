/** What an agenda item still lacks for the record, and how far it has come: pure, over facts and texts. */
import type { Meeting } from '../meeting/meeting.ts';
import { hasSentReturn, invitedAgencies } from './agencies-in-turn.ts';
import {
	type Fact,
	ITEM_PARTS,
	type Part,
	placeOfRecord,
	RECORDED_ITEMS,
	type RecordedItem,
	type TextField,
	type Value,
	type Values
} from './item-fields.ts';
import { givenWord, itemFieldWord, valueInWords } from './item-record-words.ts';
import { hasRecords, knownAt, rowKeys, valuesAt } from './item-records.ts';

/** One field that must be recorded; the id is also that of its element in the room: RISK.imminence, VICTIMS.V1.views. */
export type Missing = { readonly id: string; readonly message: string };
type TextOf = (field: string) => string;

const isNothing = (value: Value | undefined): boolean => (value?.length ?? 0) === 0;
const isNeeded = ({ needed }: Pick<Fact, 'needed'>, values: Values): boolean =>
	typeof needed === 'function' ? needed(values) : needed;
const middle = (label: string): string =>
	/^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);

/** Rows of an item as the meeting has them: the agencies invited, or those given and added. */
export const rowsHere = (
	meeting: Meeting,
	item: RecordedItem
): readonly { readonly row: string; readonly name: string }[] =>
	item === 'AGENCY_INFO'
		? invitedAgencies(meeting).map(({ agencyId, agencyName }) => ({ row: agencyId, name: agencyName }))
		: rowKeys(meeting.itemRecords, item).map((row) => ({ row, name: row }));

/** Facts of one place: the empty ones that are needed, then once for all those that are only given. */
const factsMissing = (
	{ itemRecords }: Meeting,
	item: RecordedItem,
	place: string,
	prefix: string,
	facts: readonly Fact[]
): readonly Missing[] => {
	const values = valuesAt(itemRecords, place);
	const empty = facts
		.filter((fact) => isNothing(values[fact.name]) && isNeeded(fact, values))
		.map(({ name }) => ({
			id: `${place}.${name}`,
			message: `${prefix}record "${middle(itemFieldWord(item, name))}"`
		}));
	const given = facts.flatMap(({ name }) => {
		const known = knownAt(itemRecords, place, name);
		return known.given && !isNothing(known.value) ? [{ name, given: known.given }] : [];
	});
	const [first] = given;
	if (!first) return empty;
	const what =
		given.length === 1
			? `"${middle(itemFieldWord(item, first.name))}" (${valueInWords(item, first.name, first.given.value)}, ${givenWord[first.given.from]})`
			: `${given.length} values ${givenWord[first.given.from]}`;
	return [...empty, { id: `${place}.${first.name}`, message: `${prefix}confirm or change ${what}` }];
};

const textMissing = (
	item: RecordedItem,
	place: string,
	prefix: string,
	field: TextField,
	values: Values,
	textOf: TextOf
): readonly Missing[] => {
	const id = `${place}.${field.name}`;
	if (!isNeeded(field, values) || textOf(id) !== '') return [];
	return [{ id, message: `${prefix}write "${itemFieldWord(item, field.name)}"` }];
};

const rowsMissing = (
	meeting: Meeting,
	item: RecordedItem,
	part: Extract<Part, { part: 'rows' }>,
	textOf: TextOf
): readonly Missing[] => {
	const rows = rowsHere(meeting, item);
	const isTooFew =
		rows.length === 0 && part.least && (part.least.orText === null || textOf(`${item}.${part.least.orText}`) === '');
	if (isTooFew)
		return [{ id: `${item}.${part.name}`, message: `Add at least one of "${middle(itemFieldWord(item, part.name))}"` }];
	const isSaid = (row: string): boolean => item === 'AGENCY_INFO' && hasSentReturn(meeting, row);
	return rows.flatMap(({ row, name }) => {
		if (isSaid(row) && isNothing(valuesAt(meeting.itemRecords, placeOfRecord(item, row)).heard)) return [];
		const place = placeOfRecord(item, row);
		const values = valuesAt(meeting.itemRecords, place);
		return [
			...factsMissing(meeting, item, place, `${name}: `, part.facts),
			...part.texts.flatMap((field) => textMissing(item, place, `${name}: `, field, values, textOf))
		];
	});
};

const capital = ({ id, message }: Missing): Missing => ({
	id,
	message: message.charAt(0).toUpperCase() + message.slice(1)
});

/** Everything an item still lacks, in the order in which it is asked. `textOf`: trimmed words of one shared text. */
export const missingIn = (meeting: Meeting, item: RecordedItem, textOf: TextOf): readonly Missing[] => {
	const values = valuesAt(meeting.itemRecords, item);
	return ITEM_PARTS[item]
		.flatMap((part) => {
			if (part.part === 'text') return textMissing(item, item, '', part, values, textOf);
			if (part.part === 'rows') return rowsMissing(meeting, item, part, textOf);
			return factsMissing(meeting, item, item, part.name === 'rosh' ? 'Risk of serious harm: ' : '', part.facts);
		})
		.map(capital);
};

/** Names of every shared text an item has now, its notes not counted. */
export const itemTexts = (meeting: Meeting, item: RecordedItem): readonly string[] =>
	ITEM_PARTS[item].flatMap((part) => {
		if (part.part === 'group') return [];
		if (part.part === 'text') return [`${item}.${part.name}`];
		return rowsHere(meeting, item).flatMap(({ row }) => part.texts.map(({ name }) => `${item}.${row}.${name}`));
	});

/** Whether anything stands under an item that somebody recorded or wrote in this meeting, its notes not counted. */
export const isBegun = (meeting: Meeting, item: RecordedItem, textOf: TextOf): boolean =>
	hasRecords(meeting.itemRecords, item) || itemTexts(meeting, item).some((name) => textOf(name) !== '');

/** Every shared text of the agenda items a meeting may hold, their notes not counted: also what a name could be typed into. */
export const everyItemText = (meeting: Meeting): readonly string[] =>
	RECORDED_ITEMS.filter((item) => meeting.agenda.items.some(({ code }) => code === item)).flatMap((item) =>
		itemTexts(meeting, item)
	);
