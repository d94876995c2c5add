/** A choice, date or line of an agenda item that somebody else replaced: whoever set it last is told, and may put it back. */
import type { Meeting, Stamped } from '../meeting/meeting.ts';
import type { ValueChange } from '../rmp/rmp.ts';
import { isRecordedItem, placeOfRecord, type RecordedItem } from './item-fields.ts';
import { sameValue } from './item-records.ts';

/** Values that `me` was the last to set and that this event, by somebody else, changes. `before`: as it was when it came. */
export const overwrittenItems = (before: Meeting, { event, by, at }: Stamped, me: string): readonly ValueChange[] => {
	if (by === me || event.type !== 'item-recorded') return [];
	const row = placeOfRecord(event.item, event.row);
	return Object.entries(event.to)
		.filter(([field, to]) => {
			const mine = before.itemRecords.lastChange[`${row}.${field}`];
			return mine?.by === me && !sameValue(event.from[field], to);
		})
		.map(([field, to]) => ({ row, field, from: event.from[field] ?? null, to, by, at }));
};

/** "RISK", null or "VICTIMS", "V1"; null for a row of the plan. */
export const recordAt = (place: string): { readonly item: RecordedItem; readonly row: string | null } | null => {
	const [item = '', row = null] = place.split('.');
	return isRecordedItem(item) ? { item, row } : null;
};

/** The command that puts the replaced value back; null for a value of the plan. */
export const undoItem = (change: ValueChange): { command: 'record-item'; input: Record<string, unknown> } | null => {
	const place = recordAt(change.row);
	if (!place) return null;
	const { item, row } = place;
	return {
		command: 'record-item',
		input: { item, ...(row === null ? {} : { row }), to: { [change.field]: change.from } }
	};
};
