import { describe, expect, it } from 'vitest';
import type { PersonRef } from '../attendance/attendance.ts';
import { foldMeeting, type Meeting, type MeetingEvent, type Stamped } from '../meeting/meeting.ts';
import { overwritten, undoCommand } from './overwritten.ts';

const person = (personId: string): PersonRef => ({
	personId,
	name: `Name of ${personId}`,
	roleTitle: '',
	agencyId: 'a1',
	agencyCode: 'POL',
	agencyName: 'Northmere Constabulary'
});
const stamp = (version: number, by: string, event: MeetingEvent): Stamped => ({
	version,
	at: `2026-11-26T10:0${version}:00.000Z`,
	by,
	event
});
const before = foldMeeting('m1', [
	stamp(1, 'p1', {
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
		chair: person('p1'),
		minuteTaker: person('p2')
	}),
	stamp(2, 'p1', { type: 'action-added', number: 'A1', riskKeys: ['R1'], sinceMeeting: 1 }),
	stamp(3, 'me', { type: 'action-value-set', number: 'A1', from: { owner: null }, to: { owner: person('p3') } })
]) as Meeting;

describe('a value replaced by somebody else', () => {
	it('ROOM-11 The person whose value was replaced is told who replaced it and what it was; nobody else is.', () => {
		const event = stamp(4, 'p9', {
			type: 'action-value-set',
			number: 'A1',
			from: { owner: person('p3') },
			to: { owner: person('p4') }
		});
		expect(overwritten(before, event, 'me')).toEqual([
			{ row: 'A1', field: 'owner', from: person('p3'), to: person('p4'), by: 'p9', at: event.at }
		]);
		expect(overwritten(before, event, 'p1')).toEqual([]);
		expect(overwritten(before, { ...event, by: 'me' }, 'me')).toEqual([]);
	});

	it('ROOM-12 Undo is the command that puts the replaced value back.', () => {
		const change = { row: 'A1', by: 'p9', at: '' };
		expect(undoCommand({ ...change, field: 'owner', from: person('p3'), to: null }).input).toEqual({
			number: 'A1',
			to: { ownerId: 'p3' }
		});
		expect(undoCommand({ ...change, field: 'supporters', from: [person('p3')], to: [] }).input).toEqual({
			number: 'A1',
			to: { supporterIds: ['p3'] }
		});
		expect(undoCommand({ ...change, field: 'due', from: '2026-12-18', to: null })).toEqual({
			command: 'set-action-values',
			input: { number: 'A1', to: { due: '2026-12-18' } }
		});
		expect(undoCommand({ ...change, row: 'R2', field: 'status', from: 'OPEN', to: 'REDUCED' })).toEqual({
			command: 'set-risk-values',
			input: { key: 'R2', to: { status: 'OPEN' } }
		});
	});
});
