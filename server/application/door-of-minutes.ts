/**
 * The notes and the own texts of the agenda items: the chair and the minute taker write all of them, whoever leads an item
 * the item's own texts while the meeting runs; the others in the room read along.
 */
import { RECORDED_ITEMS } from '#lib/item-records/item-fields.ts';
import { mayWriteMinutesField, mayWriteSomeMinutes } from '#lib/item-records/item-writers.ts';
import { isMinutesField, minutesField } from '#lib/minutes/minutes-fields.ts';
import { type DocumentRule, insideOnly, type StandingAsked } from './document-rule.ts';

export const doorOfMinutes = ({ personId }: StandingAsked): DocumentRule => {
	/** as the meeting was when they were last let in: what changes it lets everybody in anew (consequences.ts) */
	let writesNotes = false;
	let leads: ReadonlySet<string> = new Set();
	return {
		accessIn: insideOnly(personId, (meeting) => {
			writesNotes = mayWriteMinutesField(meeting, personId, minutesField('WELCOME'));
			leads = new Set(RECORDED_ITEMS.filter((code) => mayWriteMinutesField(meeting, personId, `${code}.`)));
			return mayWriteSomeMinutes(meeting, personId) ? 'write' : 'read';
		}),
		mayWrite: (field) =>
			isMinutesField(field) && (writesNotes || (leads.has(field.split('.')[0] ?? '') && !field.endsWith('.notes')))
	};
};
