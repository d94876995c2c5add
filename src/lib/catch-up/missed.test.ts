import { describe, expect, it } from 'vitest';
import type { PersonRef } from '../attendance/attendance.ts';
import { foldMeeting, type Meeting, type MeetingEvent, type Stamped } from '../meeting/meeting.ts';
import type { Authorship } from '../wire.ts';
import { missedCount, whatWasMissed } from './missed.ts';
import { missedSince } from './missed-since.ts';

const person = (personId: string): PersonRef => ({
	...{ personId, name: `Name of ${personId}`, roleTitle: '', agencyCode: '' },
	...{ agencyId: `agency of ${personId}`, agencyName: `Agency of ${personId}` }
});
const [chair, me, other] = [person('chair'), person('me'), person('other')];
const happened: [number, string, MeetingEvent][] = [
	[
		0,
		'chair',
		{
			...{ type: 'meeting-convened', caseId: 'c1', seq: 1, meetingType: 'INITIAL', level: 2, extraordinary: false },
			...{ scheduledStart: '2026-11-26T10:00:00.000Z', plannedMinutes: 60, venue: '', objective: '' },
			...{ shortNotice: false, chair, minuteTaker: person('minutes') }
		}
	],
	...[chair, me, other].map((one): [number, string, MeetingEvent] => [
		1,
		'chair',
		{ type: 'person-invited', person: one, capacity: 'CORE', request: '' }
	]),
	[10, 'chair', { type: 'item-opened', code: 'WELCOME' }],
	[12, 'chair', { type: 'item-opened', code: 'CONFIDENTIALITY' }],
	[20, 'other', { type: 'risk-added', key: 'R1', sinceMeeting: 1 }],
	[21, 'me', { type: 'action-added', number: 'A1', riskKeys: ['R1'], sinceMeeting: 1 }],
	[21, 'me', { type: 'action-value-set', number: 'A1', from: {}, to: { owner: me } }],
	[22, 'other', { type: 'action-added', number: 'A2', riskKeys: ['R1'], sinceMeeting: 1 }],
	[22, 'other', { type: 'action-value-set', number: 'A2', from: {}, to: { owner: other, due: '2026-12-18' } }],
	[24, 'chair', { type: 'item-opened', code: 'STATUS' }]
];
const minute = (n: number): string => `2026-11-26T10:${String(n).padStart(2, '0')}:00.000Z`;
const meeting = foldMeeting(
	'm1',
	happened.map(([at, by, event], n): Stamped => ({ version: n + 1, at: minute(at), by, event }))
) as Meeting;
const wrote = (personId: string | null, field: string, at: number): Authorship => ({
	...{ field, personId, name: '', agency: '', at: Date.parse(minute(at)) }
});
const sources = {
	meeting,
	plan: { 'A1.text': 'Ring every Monday', 'A2.text': 'Inspect the telephone', 'R1.title': 'Contact' },
	authors: [
		...[wrote('other', 'R1.risk', 23), wrote('me', 'R1.title', 23), wrote('other', 'STATUS.notes', 25)],
		wrote(null, 'PERSON.notes', 25)
	],
	me: { personId: 'me', agencyId: 'agency of me' }
};

describe('what was missed', () => {
	it('MISSED-1 decisions, closed items, actions agreed and rows others changed since then, each with its place; one’s own doing is no news', () => {
		const missed = whatWasMissed(sources, Date.parse(minute(15)));
		expect(missed.closed).toEqual([
			{ key: 'CONFIDENTIALITY', href: '#item-CONFIDENTIALITY', text: expect.stringMatching(/^2\. .*, closed 10:24$/) }
		]);
		expect(missed.agreed).toEqual([
			{ key: 'A2', href: '#A2', text: 'A2, Agency of other, by Fri 18 Dec: Inspect the telephone' }
		]);
		expect(missed.changed).toEqual([
			{ key: 'R1', href: '#R1', text: 'Risk R1: Contact, 10:23' },
			{ key: 'STATUS', href: '#item-STATUS', text: expect.stringMatching(/^3\. .*, 10:25$/) }
		]);
		const late = whatWasMissed(sources, Date.parse(minute(5)));
		expect(late.closed.map(({ key }) => key)).toEqual(['WELCOME', 'CONFIDENTIALITY']);
		expect(missedCount(late)).toBe(missedCount(missed) + 1);
	});

	it('MISSED-2 one’s agency’s actions are there whenever they were agreed, and are no news by themselves', () => {
		const nothing = whatWasMissed(sources, Date.parse(minute(59)));
		expect(nothing.mine).toEqual([
			{ key: 'A1', href: '#A1', text: 'A1, Agency of me, no date yet: Ring every Monday' }
		]);
		expect(missedCount(nothing)).toBe(0);
	});

	it('MISSED-3 is counted from the last look, from the start for whoever was never here, and not for less than a minute', () => {
		const [start, now] = [Date.parse(minute(10)), Date.parse(minute(30))];
		expect(missedSince(0, start, now)).toBe(start - 1);
		expect(missedSince(Date.parse(minute(20)), start, now)).toBe(Date.parse(minute(20)));
		expect(missedSince(now - 30_000, start, now)).toBeNull();
		expect(missedSince(0, null, now)).toBeNull();
		expect(missedSince(0, now - 30_000, now)).toBeNull();
	});
});
