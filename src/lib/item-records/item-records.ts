/**
 * What the meeting recorded under its agenda items besides notes and decisions: choices, dates and codes. What was true at
 * the last meeting, or stands in the register, is given at the start and counts only once somebody confirms or changes it.
 */
import type { CaseFacts } from '../cases/case.ts';
import { never } from '../result.ts';
import type { ValueChange } from '../rmp/rmp.ts';
import {
	factsAt,
	placeOfRecord,
	RECORDED_ITEMS,
	type RecordedItem,
	rowsOfItem,
	type Value,
	type Values
} from './item-fields.ts';
import { registerPlaces } from './register-places.ts';

/** Values by place ("RISK", "VICTIMS.V1"), then by field. */
export type Places = Readonly<Record<string, Values>>;
export type CarriedItems = {
	readonly meetingId: string;
	readonly seq: number;
	/** as the last meeting left them */
	readonly places: Places;
	/** what the register said at that meeting: what it says otherwise now is newer */
	readonly register: Places;
	/** highest number of a row's key ever given in the case, by item: a key is never used twice */
	readonly highest: Readonly<Record<string, number>>;
};
/** A value nobody has confirmed in this meeting. */
export type Given = {
	readonly value: Value;
	readonly from: 'LAST_MEETING' | 'REGISTER';
	/** what the last meeting recorded, where the register says otherwise since */
	readonly last?: Value;
};
export type ItemRecords = {
	readonly carried: CarriedItems | null;
	/** by place, then by field; empty before the meeting starts */
	readonly given: Readonly<Record<string, Readonly<Record<string, Given>>>>;
	readonly recorded: Places;
	/** rows taken out: "RISK.T1" */
	readonly removed: readonly string[];
	/** newest change per `place.field` */
	readonly lastChange: Readonly<Record<string, ValueChange>>;
};
export type ItemRecordsEvent =
	| ({ readonly type: 'items-carried-over' } & CarriedItems)
	| {
			readonly type: 'item-recorded';
			readonly item: RecordedItem;
			/** a row of the item; null = the item itself */
			readonly row: string | null;
			/** the same value again confirms what was given */
			readonly from: Values;
			readonly to: Values;
			/** the row was taken out (true) or brought back (false) */
			readonly removed?: boolean;
	  };

export const NO_ITEM_RECORDS: ItemRecords = { carried: null, given: {}, recorded: {}, removed: [], lastChange: {} };

export const sameValue = (a: Value | undefined, b: Value | undefined): boolean =>
	JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** One value to begin with; null where there is none, or the last meeting took it out and the register is as it was then. */
const givenValue = (now: Value, then: Value, last: Value, isFirst: boolean): Given | null => {
	const isNewer = now !== null && !sameValue(now, last) && (isFirst || !sameValue(now, then));
	if (isNewer) return { value: now, from: 'REGISTER', ...(last === null ? {} : { last }) };
	return last === null ? null : { value: last, from: 'LAST_MEETING' };
};

/** What the meeting begins with, once its case is frozen: the last meeting's values, unless the register has changed since. */
export const beginItems = (records: ItemRecords, facts: CaseFacts): ItemRecords => {
	const { carried } = records;
	const known = { ...carried?.register, ...carried?.places };
	const register = registerPlaces(facts, known, carried?.highest.RISK);
	const given: Record<string, Record<string, Given>> = {};
	for (const place of new Set([...Object.keys(carried?.places ?? {}), ...Object.keys(register)])) {
		const [last, now, then] = [carried?.places[place], register[place], carried?.register[place]];
		const fields = new Set([...Object.keys(last ?? {}), ...Object.keys(now ?? {})]);
		const values = [...fields].flatMap((field) => {
			const one = givenValue(now?.[field] ?? null, then?.[field] ?? null, last?.[field] ?? null, then === undefined);
			return one ? [[field, one] as const] : [];
		});
		// A row is there also while nothing is known of it.
		if (values.length > 0 || last || !then) given[place] = Object.fromEntries(values);
	}
	return { ...records, given };
};

export const evolveItemRecords = (
	records: ItemRecords,
	event: ItemRecordsEvent,
	at: string,
	by: string
): ItemRecords => {
	switch (event.type) {
		case 'items-carried-over': {
			const { type: _, ...carried } = event;
			return { ...records, carried };
		}
		case 'item-recorded': {
			const place = placeOfRecord(event.item, event.row);
			const changes = Object.entries(event.to).map(
				([field, to]) =>
					[`${place}.${field}`, { row: place, field, from: event.from[field] ?? null, to, by, at }] as const
			);
			const others = records.removed.filter((one) => one !== place);
			return {
				...records,
				recorded: { ...records.recorded, [place]: { ...records.recorded[place], ...event.to } },
				removed: event.removed === undefined ? records.removed : event.removed ? [...others, place] : others,
				lastChange: { ...records.lastChange, ...Object.fromEntries(changes) }
			};
		}
		default:
			return never(event);
	}
};

/** One value as it stands, and whose it is; `given` while nobody has confirmed it here. */
export type Known = { readonly value: Value; readonly given: Given | null; readonly change: ValueChange | null };

export const knownAt = (records: ItemRecords, place: string, field: string): Known => {
	const here = records.recorded[place];
	if (here && Object.hasOwn(here, field))
		return { value: here[field] ?? null, given: null, change: records.lastChange[`${place}.${field}`] ?? null };
	const given = records.given[place]?.[field] ?? null;
	return { value: given?.value ?? null, given, change: null };
};

/** Every value of one place as it stands, confirmed or not. */
export const valuesAt = (records: ItemRecords, place: string): Values => ({
	...Object.fromEntries(Object.entries(records.given[place] ?? {}).map(([field, { value }]) => [field, value])),
	...records.recorded[place]
});

/** Keys of an item's rows in the order they came, those taken out too. Agencies are those of the meeting, not of here. */
export const everyRow = (records: ItemRecords, item: RecordedItem): readonly string[] => {
	if (!rowsOfItem(item)) return [];
	const places = new Set([...Object.keys(records.given), ...Object.keys(records.recorded)]);
	return [...places].filter((place) => place.startsWith(`${item}.`)).map((place) => place.slice(item.length + 1));
};
export const rowKeys = (records: ItemRecords, item: RecordedItem): readonly string[] =>
	everyRow(records, item).filter((row) => !records.removed.includes(placeOfRecord(item, row)));

const highestRow = (records: ItemRecords, item: RecordedItem): number =>
	Math.max(records.carried?.highest[item] ?? 0, ...everyRow(records, item).map((row) => Number(row.slice(1)) || 0));
/** The key the next new row gets: V3. */
export const nextRowKey = (records: ItemRecords, item: RecordedItem): string =>
	`${rowsOfItem(item)?.letter ?? ''}${highestRow(records, item) + 1}`;

/** Everything typed as one line, by place and field: "RISK.T1.name". Rows taken out count too: they are in the log. */
export const recordedLines = ({ recorded }: ItemRecords): Readonly<Record<string, string>> =>
	Object.fromEntries(
		Object.entries(recorded).flatMap(([place, values]) => {
			const [item = '', row = null] = place.split('.');
			const isLine = (field: string): boolean =>
				factsAt(item as RecordedItem, row).some(({ name, kind }) => name === field && kind === 'line');
			return Object.entries(values).flatMap(([field, value]) =>
				typeof value === 'string' && isLine(field) ? [[`${place}.${field}`, value] as const] : []
			);
		})
	);

/** Whether anything was recorded here under an item. */
export const hasRecords = (records: ItemRecords, item: RecordedItem): boolean =>
	Object.entries(records.recorded).some(
		([place, values]) =>
			(place === item || place.startsWith(`${item}.`)) &&
			Object.values(values).some((value) => value !== null && value.length > 0)
	);

/** What the next meeting begins with: values that stay true until somebody says otherwise, of rows still there. */
export const carriedItems = (
	records: ItemRecords,
	facts: CaseFacts
): Pick<CarriedItems, 'places' | 'register' | 'highest'> => {
	const places: Record<string, Values> = {};
	const everything: Record<string, Values> = {};
	for (const item of RECORDED_ITEMS)
		for (const row of [null, ...everyRow(records, item)]) {
			const place = placeOfRecord(item, row);
			const values = valuesAt(records, place);
			everything[place] = values;
			const kept = factsAt(item, row).filter(({ name, carries }) => carries && (values[name]?.length ?? 0) > 0);
			if ((kept.length > 0 || row !== null) && !records.removed.includes(place))
				places[place] = Object.fromEntries(kept.map(({ name }) => [name, values[name] ?? null]));
		}
	const highest = (item: RecordedItem) => [item, highestRow(records, item)] as const;
	return {
		places,
		register: registerPlaces(facts, everything, highestRow(records, 'RISK')),
		highest: Object.fromEntries((['VICTIMS', 'RISK', 'MEDIA'] as const).map(highest))
	};
};
