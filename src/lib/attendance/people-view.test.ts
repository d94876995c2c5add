import { describe, expect, it } from 'vitest';
import { foldMeeting, type Meeting, type MeetingEvent, type Stamped } from '../meeting/meeting.ts';
import type { PersonRef } from './attendance.ts';
import { agencyColour, initials, roomPeople } from './people-view.ts';

const person = (personId: string, agencyName: string): PersonRef => ({
	personId,
	name: `Name of ${personId}`,
	roleTitle: '',
	agencyId: agencyName,
	agencyCode: '',
	agencyName
});
const chair = person('chair', 'Northmere Constabulary');
const police = person('police', 'Northmere Constabulary');
const housing = person('housing', 'Housing Options');
const health = person('health', 'Vale NHS Trust');
const deputy = person('deputy', 'Vale NHS Trust');

const events: MeetingEvent[] = [
	{
		type: 'meeting-convened',
		caseId: 'c1',
		seq: 1,
		meetingType: 'INITIAL',
		level: 2,
		extraordinary: false,
		scheduledStart: '2026-11-26T10:00:00.000Z',
		plannedMinutes: 60,
		venue: '',
		objective: '',
		shortNotice: false,
		chair,
		minuteTaker: person('minutes', 'MAPPA Unit')
	},
	...[chair, police, housing, health].map(
		(one): MeetingEvent => ({ type: 'person-invited', person: one, capacity: 'CORE', request: '' })
	),
	{ type: 'substitute-named', personId: 'health', substitute: deputy },
	...['chair', 'police', 'housing'].map(
		(personId): MeetingEvent => ({ type: 'statement-accepted', personId, version: 1, language: 'en' })
	),
	{ type: 'attendee-confirmed', personId: 'chair', by: 'chair' },
	{ type: 'attendee-confirmed', personId: 'housing', by: 'chair' },
	{ type: 'hand-raised', personId: 'housing' },
	{ type: 'hand-raised', personId: 'chair' }
];
const log = events.map(
	(event, index): Stamped => ({ version: index + 1, at: `2026-11-26T10:${10 + index}:00.000Z`, by: 'chair', event })
);
const meeting = foldMeeting('m1', log) as Meeting;
const ids = (list: readonly { person: PersonRef }[]): string[] => list.map((one) => one.person.personId);

describe('people of the room', () => {
	it('ROOM-13 A seat is in the room when confirmed, at the door when only the statement is accepted, else not here; a substitute takes the seat.', () => {
		const people = roomPeople(meeting, [], 1);
		expect(ids(people.inTheRoom)).toEqual(['chair', 'housing']);
		expect(ids(people.waiting)).toEqual(['police']);
		expect(ids(people.notHere)).toEqual(['deputy']);
		expect(people.expected).toBe(4);
	});

	it('RETURN-21 Who cannot come and accepted the statement to write a return waits at no door, unless they stand at it.', () => {
		const declined: MeetingEvent = { type: 'invitation-answered', personId: 'police', response: 'DECLINED' };
		const more = foldMeeting('m1', [
			...log,
			{ version: log.length + 1, at: '2026-11-26T09:40:00.000Z', by: 'police', event: declined }
		]) as Meeting;
		expect(ids(roomPeople(more, [], 1).waiting)).toEqual([]);
		expect(ids(roomPeople(more, [], 1, ['police']).waiting)).toEqual(['police']);
	});

	it('ROOM-14 Connected and confirmed are two marks: one does not make the other.', () => {
		const here = { name: '', agency: '', item: 'RMP', connections: 1 };
		const people = roomPeople(meeting, [{ personId: 'police', ...here }], 1);
		expect(people.inTheRoom.map((one) => one.connected)).toEqual([false, false]);
		expect(people.waiting[0]).toMatchObject({ connected: true, item: 'RMP' });
	});

	it('ROOM-15 Hands stand in the order the server heard them.', () => {
		expect(ids(roomPeople(meeting, [], 1).hands)).toEqual(['housing', 'chair']);
	});

	it('ROOM-16 Initials come from the first and last word, and the agencies of a meeting have different colours.', () => {
		expect(initials('Teasel Marchbank-Owl')).toBe('TM');
		expect(initials('Rowan van der Lantern')).toBe('RL');
		expect(initials('Moss')).toBe('MO');
		const colours = ['Northmere Constabulary', 'Housing Options', 'Vale NHS Trust'].map((agency) =>
			agencyColour(meeting.attendance, agency)
		);
		expect(new Set(colours).size).toBe(3);
		expect(agencyColour(meeting.attendance, 'Somebody else')).toBe(11);
	});
});
