/** A fact as a phrase after a name, for the people who did not cause it; null for facts nobody needs to be told. */
import type { ItemCode } from '../agenda/agenda.ts';
import { removalOf } from '../removed-words/removed-words-view.ts';
import { placeOfWords, removedPhrase } from '../removed-words/removed-words-words.ts';
import { whoIs } from '../removed-words/words-of-others.ts';
import type { Meeting, Stamped } from './meeting.ts';
import type { OthersChange } from './others-changes.ts';

export const factPhrase = (
	stamped: Stamped,
	meeting: Meeting,
	title: Record<ItemCode, string>
): OthersChange | null => {
	const { event, by } = stamped;
	const seat = meeting.attendance.seats[by]?.person;
	const who = by === meeting.chair.personId ? 'The chair' : (seat?.agencyName ?? 'The record');
	const name = (personId: string): string => meeting.attendance.seats[personId]?.person.name ?? 'Somebody';
	const number = (code: ItemCode): number => meeting.agenda.items.findIndex((item) => item.code === code) + 1;
	switch (event.type) {
		case 'item-opened':
			return { who, what: `opened item ${number(event.code)}, ${title[event.code]}` };
		case 'item-skipped':
			return { who, what: `skipped item ${number(event.code)}, ${title[event.code]}` };
		case 'agenda-reordered':
			return { who, what: 'changed the order of the agenda' };
		case 'hand-raised':
			return { who: name(event.personId), what: 'wants to speak' };
		case 'attendee-confirmed':
			return { who: name(event.personId), what: 'came into the room' };
		case 'statement-accepted':
			return { who: name(event.personId), what: 'is waiting to come in' };
		case 'attendee-removed':
			return { who: name(event.personId), what: 'left the meeting' };
		case 'guest-tried-elsewhere':
			return { who: `The guest link of ${name(event.personId)}`, what: 'was tried in a second browser and refused' };
		case 'meeting-started':
			return { who, what: 'started the meeting' };
		case 'meeting-paused':
			return { who, what: 'paused the meeting' };
		case 'meeting-resumed':
			return { who, what: 'resumed the meeting' };
		case 'record-language-set':
			return {
				who,
				what:
					event.language === 'cy'
						? 'said that the minutes will be in Welsh'
						: 'said that the minutes will be in English'
			};
		case 'meeting-ended':
			return { who, what: 'ended the meeting' };
		case 'risk-added':
			return { who, what: `added risk ${event.key}` };
		case 'risk-removed':
			return { who, what: `removed risk ${event.key}` };
		case 'risk-value-set':
			return { who, what: `changed ${event.key}` };
		case 'action-added':
			return { who, what: `added action ${event.number}` };
		case 'action-removed':
			return { who, what: `removed action ${event.number}` };
		case 'action-value-set':
			return {
				who,
				what: `changed ${'owner' in event.to ? 'the owner' : 'due' in event.to ? 'the deadline' : 'a detail'} of ${event.number}`
			};
		case 'action-outcome-recorded':
			return { who, what: `recorded what became of ${event.number}` };
		case 'agency-called': {
			const asked = meeting.attendance.seats[event.personIds[0] ?? '']?.person.agencyName ?? 'an agency';
			return { who, what: `asked ${asked} to speak` };
		}
		case 'action-accepted':
			return {
				who,
				what: event.accepts
					? `recorded that ${event.number} is accepted`
					: `took back the acceptance of ${event.number}`
			};
		case 'action-verified':
			return { who, what: `verified ${event.number}` };
		case 'indicator-marked':
			return { who, what: `marked an indicator of ${event.key}` };
		case 'condition-recorded':
			return { who, what: `wrote licence condition ${event.key}` };
		case 'condition-decided':
			return { who, what: `recorded what becomes of licence condition ${event.key}` };
		case 'order-proposed':
			return { who, what: 'proposed an order' };
		case 'disclosure-decided':
			return { who, what: 'recorded a disclosure decision' };
		case 'level-decided':
			return { who, what: 'recorded the level decision' };
		case 'outcome-recorded':
			return { who, what: 'recorded what comes of the meeting' };
		case 'dissent-recorded':
			return { who: event.agencyName, what: `recorded a different view on item ${number(event.item)}` };
		case 'smb-feedback-noted':
			return { who, what: 'noted feedback for the Board' };
		case 'item-recorded':
			return { who, what: `recorded something under item ${number(event.item)}, ${title[event.item]}` };
		case 'words-removed':
			return { who: whoIs(meeting, event.personId), what: removedPhrase(event) };
		case 'words-put-back': {
			const removal = removalOf(meeting, event.id);
			return removal && !event.already ? { who, what: `put words back in ${placeOfWords(removal.field)}` } : null;
		}
		default:
			return null;
	}
};
