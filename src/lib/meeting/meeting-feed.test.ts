import { describe, expect, it } from 'vitest';
import type { PersonRef } from '../attendance/attendance.ts';
import { foldMeeting, type Meeting, type MeetingEvent, type Stamped } from './meeting.ts';
import { takeEvents } from './meeting-feed.ts';

const person: PersonRef = {
	personId: 'p1',
	name: 'Bramble Thistlewood',
	roleTitle: 'DI',
	agencyId: 'a1',
	agencyCode: 'POL',
	agencyName: 'Northmere Constabulary'
};
const stamp = (version: number, event: MeetingEvent): Stamped => ({
	version,
	at: '2026-11-26T10:00:00.000Z',
	by: 'p1',
	event
});
const convened = stamp(1, {
	type: 'meeting-convened',
	caseId: 'c1',
	seq: 1,
	meetingType: 'INITIAL',
	level: 2,
	extraordinary: false,
	scheduledStart: '2026-11-26T10:00:00.000Z',
	plannedMinutes: 60,
	venue: 'Room 1',
	objective: 'Agree a plan',
	shortNotice: false,
	chair: person,
	minuteTaker: { ...person, personId: 'p2' }
});
const start = foldMeeting('m1', [convened]) as Meeting;
const hand = (version: number, personId: string): Stamped => stamp(version, { type: 'hand-raised', personId });

describe('facts arriving over the socket', () => {
	it('ROOM-9 Facts are folded in version order and a fact that came before is not folded again.', () => {
		const taken = takeEvents(start, [hand(3, 'p2'), hand(2, 'p1')]);
		expect(taken.gap).toBe(false);
		expect(taken.meeting.agenda.hands.map((one) => one.personId)).toEqual(['p1', 'p2']);
		const again = takeEvents(taken.meeting, [hand(2, 'p1'), hand(3, 'p2')]);
		expect(again.meeting).toBe(taken.meeting);
		expect(again.fresh).toEqual([]);
	});

	it('ROOM-10 A hole in the versions stops the folding and is reported, so that the room asks again.', () => {
		const taken = takeEvents(start, [hand(2, 'p1'), hand(4, 'p3')]);
		expect(taken.gap).toBe(true);
		expect(taken.meeting.version).toBe(2);
		expect(takeEvents(taken.meeting, [hand(3, 'p2'), hand(4, 'p3')]).meeting.version).toBe(4);
	});
});
