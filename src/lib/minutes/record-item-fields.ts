/** The own fields of an agenda item as they are printed: in the order in which they are asked, the empty ones left out. */
import { ITEM_PARTS, type Part, placeOfRecord, type RecordedItem, type Value } from '../item-records/item-fields.ts';
import { rowsHere } from '../item-records/item-missing.ts';
import { givenWord, itemFieldWord, valueInWords } from '../item-records/item-record-words.ts';
import { type ItemRecords, knownAt } from '../item-records/item-records.ts';
import type { Meeting } from '../meeting/meeting.ts';

type Fact = readonly [label: string, value: string];
type TextOf = (field: string) => string;

/** What nobody has confirmed in this meeting says whose word it is. */
const printed = (records: ItemRecords, item: RecordedItem, place: string, field: string): string => {
	const { value, given } = knownAt(records, place, field);
	const words = valueInWords(item, field, value as Value);
	return words === '' || given === null ? words : `${words} (${givenWord[given.from]}, not confirmed)`;
};

const rowFacts = (
	meeting: Meeting,
	item: RecordedItem,
	part: Extract<Part, { part: 'rows' }>,
	textOf: TextOf
): readonly Fact[] =>
	rowsHere(meeting, item).flatMap(({ row, name }): readonly Fact[] => {
		const place = placeOfRecord(item, row);
		const values = part.facts
			.map((fact) => [fact, printed(meeting.itemRecords, item, place, fact.name)] as const)
			.filter(([, words]) => words !== '');
		const [first, ...others] = values;
		// A row is named by its code, a tool or contact by what it is; the rest stands beside it.
		const label = part.letter === 'V' || part.letter === null ? name : itemFieldWord(item, part.name);
		const said = [
			first?.[1] ?? '',
			...others.map(([{ name: field }, words]) => `${itemFieldWord(item, field)}: ${words}`)
		];
		return [
			[label, said.filter((one) => one !== '').join('; ')],
			...part.texts.map(
				(field): Fact => [`${name}: ${itemFieldWord(item, field.name)}`, textOf(`${place}.${field.name}`)]
			)
		];
	});

/** Labelled values and words of everything an item records besides its notes. `textOf`: trimmed words of one shared text. */
export const recordItemFields = (meeting: Meeting, item: RecordedItem, textOf: TextOf): readonly Fact[] =>
	ITEM_PARTS[item].flatMap((part): readonly Fact[] => {
		if (part.part === 'text') return [[itemFieldWord(item, part.name), textOf(`${item}.${part.name}`)]];
		if (part.part === 'rows') return rowFacts(meeting, item, part, textOf);
		return part.facts.map(
			({ name }): Fact => [
				name.startsWith('community_') || name.startsWith('custody_')
					? `${itemFieldWord(item, part.name)}: ${itemFieldWord(item, name)}`
					: itemFieldWord(item, name),
				printed(meeting.itemRecords, item, item, name)
			]
		);
	});
