/** A fact as news for one listener: its phrase, how urgent it is, and whether it is about their agency. */
import type { ItemCode } from '../agenda/agenda.ts';
import { factPhrase } from '../meeting/fact-phrase.ts';
import type { Meeting, MeetingEvent, Stamped } from '../meeting/meeting.ts';
import type { ChangeKind, OthersChange } from '../meeting/others-changes.ts';

const KIND: Partial<Record<MeetingEvent['type'], ChangeKind>> = {
	'words-removed': 'ASKS',
	'item-opened': 'MEETING',
	'item-skipped': 'MEETING',
	'agenda-reordered': 'MEETING',
	'meeting-started': 'MEETING',
	'meeting-paused': 'MEETING',
	'meeting-resumed': 'MEETING',
	'meeting-ended': 'MEETING',
	'hand-raised': 'PERSON',
	'attendee-confirmed': 'PERSON',
	'statement-accepted': 'PERSON',
	'attendee-removed': 'PERSON',
	'guest-tried-elsewhere': 'PERSON'
};

const agencyIdOf = (meeting: Meeting, personId: unknown): string | null =>
	(typeof personId === 'string' && meeting.attendance.seats[personId]?.person.agencyId) || null;

/** Who answers for a row of the plan: the agency that owns the action; none for a risk. */
const ownerOf = (meeting: Meeting, row: unknown): string | null =>
	meeting.rmp.actions.find(({ number }) => number === row)?.owner?.agencyId ?? null;

/** Whether a text is in a row that the agency of this person owns. @param field "A4.text" */
export const isTextOfMine = (meeting: Meeting, me: string, field: string): boolean => {
	const mine = agencyIdOf(meeting, me);
	return mine !== null && ownerOf(meeting, field.split('.')[0]) === mine;
};

/** @param before the meeting as it was before the fact: an owner who is replaced is told too */
export const factNews = (
	stamped: Stamped,
	before: Meeting,
	meeting: Meeting,
	me: string,
	title: Record<ItemCode, string>
): OthersChange | null => {
	const phrase = factPhrase(stamped, meeting, title);
	if (!phrase) return null;
	const { event, by } = stamped;
	const mine = agencyIdOf(meeting, me);
	const about = event as { personId?: unknown; agencyId?: unknown; number?: unknown };
	const touched = [
		agencyIdOf(meeting, by),
		agencyIdOf(meeting, about.personId),
		about.agencyId ?? null,
		ownerOf(before, about.number),
		ownerOf(meeting, about.number)
	];
	return {
		...phrase,
		kind: KIND[event.type] ?? 'CHANGE',
		mine: mine !== null && touched.includes(mine),
		...(event.type === 'item-opened' ? { topic: 'item' } : {})
	};
};
