/** One command records the choices, dates and codes of an agenda item, or of one of its rows; the words are shared texts. */
import { z } from 'zod';
import { listOf, maybeDate, maybeOneOf, NAME_MAX, oneOf, optionalLine, yesNo } from '../input.ts';
import { command } from '../meeting/command.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { done, type Refusal, refuse } from '../result.ts';
import { invitedAgencies } from './agencies-in-turn.ts';
import {
	type Fact,
	factsAt,
	isRowKey,
	placeOfRecord,
	RECORDED_ITEMS,
	type RecordedItem,
	rowsOfItem,
	type Value,
	type Values
} from './item-fields.ts';
import { itemFieldWord } from './item-record-words.ts';
import { everyRow, knownAt, nextRowKey, rowKeys, sameValue } from './item-records.ts';
import { mayRecordRow } from './item-writers.ts';

/** Rows of one item, those taken out counted. */
const MOST_ROWS = 60;
/** A row that does not exist yet. */
export const NEW_ROW = 'new';

const words = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
const schemaOf = (item: RecordedItem, { name, kind, options }: Fact): z.ZodType<Value> => {
	const label = words(itemFieldWord(item, name));
	const codes = options as unknown as readonly [string, ...string[]];
	if (kind === 'choice') return maybeOneOf(codes, label);
	if (kind === 'choices')
		return listOf(oneOf(codes, label), label, { max: codes.length })
			.transform((chosen) => options.filter((code) => (chosen as readonly string[]).includes(code)))
			.refine((chosen) => chosen.length < 2 || !chosen.includes('NONE'), { error: 'Choose none, or those that apply' });
	if (kind === 'date') return maybeDate(label);
	return optionalLine(label, NAME_MAX).transform((typed) => (typed === '' ? null : typed));
};

const inputAt = (item: RecordedItem, row: boolean) => {
	const values = z.strictObject(
		Object.fromEntries(factsAt(item, row ? '' : null).map((fact) => [fact.name, schemaOf(item, fact).optional()]))
	);
	return z.strictObject({
		item: z.literal(item),
		...(row ? { row: z.string().refine((key) => key === NEW_ROW || isRowKey(item, key)) } : {}),
		to: values.optional(),
		was: values.optional(),
		confirm: yesNo('whether it is confirmed').optional(),
		remove: yesNo('whether the row is taken out').optional()
	});
};
const AT_ITEM = new Map(RECORDED_ITEMS.map((item) => [item, inputAt(item, false)]));
const AT_ROW = new Map(RECORDED_ITEMS.filter(rowsOfItem).map((item) => [item, inputAt(item, true)]));

export type ItemInput = {
	readonly item: RecordedItem;
	/** absent = the item itself */
	readonly row?: string | undefined;
	readonly to?: Values | undefined;
	/** what the form was drawn with: what its reader did not touch is left as it is */
	readonly was?: Values | undefined;
	/** what stands in the form is right, also where nobody changed it */
	readonly confirm?: boolean | undefined;
	readonly remove?: boolean | undefined;
};

/** Each item has its own closed list of fields: the one named decides which. */
const schema: z.ZodType<ItemInput> = z
	.looseObject({ item: oneOf(RECORDED_ITEMS, 'an agenda item'), row: z.string().optional() })
	.transform((input, context): ItemInput => {
		const own = (input.row === undefined ? AT_ITEM : AT_ROW).get(input.item);
		const parsed = own?.safeParse(input);
		if (parsed?.success) return parsed.data as ItemInput;
		for (const { message, path } of parsed?.error.issues ?? [{ message: 'This item has no rows', path: ['row'] }])
			context.addIssue({ code: 'custom', message, path: [...path] });
		return z.NEVER;
	});

const NOT_THERE = refuse('missing', 'That row is not in this meeting');

const rowProblem = (meeting: Meeting, item: RecordedItem, row: string | undefined): Refusal | null => {
	if (row === undefined) return null;
	const { itemRecords } = meeting;
	if (item === 'AGENCY_INFO')
		return invitedAgencies(meeting).some(({ agencyId }) => agencyId === row) ? null : NOT_THERE;
	if (row === NEW_ROW)
		return everyRow(itemRecords, item).length < MOST_ROWS
			? null
			: refuse('not-now', `This item holds at most ${MOST_ROWS} rows`);
	return everyRow(itemRecords, item).includes(row) ? null : NOT_THERE;
};

/** What a new row cannot do without: all that is always needed of it but what is chosen later. */
const emptyRow = (item: RecordedItem, to: Values): Refusal | null => {
	const problems = factsAt(item, '')
		.filter(({ name, needed, kind }) => needed === true && kind === 'line' && (to[name]?.length ?? 0) === 0)
		.map(({ name }) => ({ field: `to.${name}`, message: `Enter ${words(itemFieldWord(item, name))}` }));
	return problems.length > 0 ? refuse('invalid', 'Check the answers marked below', problems) : null;
};

const isTwice = (meeting: Meeting, item: RecordedItem, to: Values): boolean =>
	rowKeys(meeting.itemRecords, item).some((row) =>
		Object.entries(to).every(([field, value]) =>
			sameValue(knownAt(meeting.itemRecords, placeOfRecord(item, row), field).value, value)
		)
	);

export const recordItem = command({
	name: 'record-item',
	schema,
	decide: (meeting, { item, row, to: typed = {}, was = {}, confirm = false, remove }, { actor }) => {
		if (!meeting.agenda.items.some(({ code }) => code === item))
			return refuse('missing', 'That item is not on the agenda of this meeting');
		const wrong = rowProblem(meeting, item, row);
		if (wrong) return wrong;
		if (!mayRecordRow(meeting, actor.personId, item, row ?? null))
			return refuse('forbidden', 'Only the chair, the minute taker or whoever leads this item can record here');
		const { itemRecords: records } = meeting;
		const to: Values = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
		if (row === NEW_ROW) {
			const empty = emptyRow(item, to);
			if (empty) return empty;
			// The same row twice is a double click. Two victims of whom the same is known are two victims.
			if (item !== 'VICTIMS' && isTwice(meeting, item, to)) return done([]);
			const filled = Object.fromEntries(Object.entries(to).filter(([, value]) => (value?.length ?? 0) > 0));
			return done([
				{ type: 'item-recorded', item, row: nextRowKey(records, item), from: {}, to: filled, removed: false }
			]);
		}
		const place = placeOfRecord(item, row ?? null);
		const from: Record<string, Value> = {};
		const changed: Record<string, Value> = {};
		for (const [field, value] of Object.entries(to)) {
			const { value: now, given } = knownAt(records, place, field);
			const touched = !Object.hasOwn(was, field) || !sameValue(was[field], value);
			// The same value again is news where it was only given: somebody has said that it is still so.
			const confirms = given !== null && sameValue(now, value) && (touched || confirm);
			if (!confirms && (!touched || sameValue(now, value))) continue;
			from[field] = now;
			changed[field] = value;
		}
		const isOut = records.removed.includes(place);
		const moves = remove !== undefined && row !== undefined && item !== 'AGENCY_INFO' && remove !== isOut;
		if (Object.keys(changed).length === 0 && !moves) return done([]);
		if (isOut && !moves) return refuse('changed-meanwhile', 'Somebody has taken this row out');
		return done([
			{ type: 'item-recorded', item, row: row ?? null, from, to: changed, ...(moves ? { removed: remove } : {}) }
		]);
	}
});
