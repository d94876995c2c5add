import { describe, expect, it } from 'vitest';
import {
	accepted,
	CASE,
	CONVENED,
	confirmed,
	convened,
	fold,
	given,
	LIVE,
	NOT_DISCLOSED,
	PEOPLE,
	STARTED
} from '../../../tests/support/scenario.ts';

const READY = [...CONVENED, accepted('chair'), confirmed('chair'), accepted('minuteTaker'), confirmed('minuteTaker')];
const DECIDED = [...LIVE, { type: 'disclosure-decided', id: 'd1', fields: NOT_DISCLOSED, present: [] }] as const;

import { recordLanguageOf } from './meeting.ts';

describe('the life of a meeting', () => {
	it('LIFE-1 it starts at its first item with the case as it is now', () => {
		given(READY)
			.when('start-meeting', {}, { as: 'minuteTaker', context: { present: ['chair', 'housing'], now: STARTED } })
			.gives([
				{ type: 'meeting-started', case: CASE },
				{ type: 'item-opened', code: 'WELCOME' }
			]);
	});

	it('LIFE-2 it does not start before the previous minutes are locked, nor by somebody outside the room', () => {
		given(READY)
			.when('start-meeting', {}, { context: { previousLocked: false } })
			.refused('not-now');
		given(READY)
			.when('start-meeting', {}, { context: { case: null } })
			.refused('missing');
		given(CONVENED).when('start-meeting').refused('not-ready');
		given(READY).when('start-meeting', {}, { as: 'manager' }).refused('forbidden');
		given(LIVE).when('start-meeting').refused('not-now');
	});

	it('LIFE-3 it pauses with a reason and resumes; doing either twice changes nothing', () => {
		const paused = { type: 'meeting-paused', reason: 'Fire alarm' } as const;
		given(LIVE).when('pause-meeting', { reason: 'Fire alarm' }, { as: 'minuteTaker' }).gives([paused]);
		given(LIVE).when('pause-meeting', { reason: '' }).refused('invalid', ['reason']);
		given([...LIVE, paused])
			.when('pause-meeting', { reason: 'Again' })
			.gives([]);
		given([...LIVE, paused])
			.when('resume-meeting')
			.gives([{ type: 'meeting-resumed' }]);
		given(LIVE).when('resume-meeting').gives([]);
	});

	it('LIFE-4 it does not end without a decision on disclosure', () => {
		given(LIVE).when('end-meeting').refused('not-ready', ['disclosure']);
		given(DECIDED)
			.when('end-meeting')
			.gives([{ type: 'meeting-ended' }]);
		given(DECIDED).when('end-meeting', {}, { as: 'minuteTaker' }).refused('forbidden');
	});

	it('LIFE-5 short of minimum participation it does not end before the chair has decided how to go on', () => {
		const short = [...DECIDED, { type: 'attendee-removed', personId: 'manager', reason: 'Ill' }] as const;
		given(short).when('end-meeting').refused('not-ready', ['participation']);
		given([...short, { type: 'participation-decided', choice: 'PROCEED', reason: 'Report received' }])
			.when('end-meeting')
			.gives([{ type: 'meeting-ended' }]);
	});

	it('LIFE-6 ending closes the current item', () => {
		const after = given(DECIDED).when('end-meeting').after();
		expect(after).toMatchObject({ phase: 'DRAFT', agenda: { current: null } });
	});

	it('LIFE-7 the unit moves the meeting to a time that has not passed, and says why', () => {
		const input = {
			scheduledStart: '2027-01-14T10:00:00.000Z',
			plannedMinutes: '90',
			venue: 'Room 2',
			reason: 'Chair ill'
		};
		given(CONVENED)
			.when('reschedule-meeting', input, { as: 'coordinator' })
			.gives([{ type: 'meeting-rescheduled', ...input, plannedMinutes: 90, shortNotice: false }]);
		given(CONVENED)
			.when('reschedule-meeting', { ...input, scheduledStart: '2026-12-17T11:00:00Z' }, { as: 'coordinator' })
			.refused('invalid', ['scheduledStart']);
		given(CONVENED)
			.when('reschedule-meeting', { ...input, plannedMinutes: 5 }, { as: 'coordinator' })
			.refused('invalid', ['plannedMinutes']);
		given(CONVENED).when('reschedule-meeting', input, { as: 'chair' }).refused('forbidden');
		given(LIVE).when('reschedule-meeting', input, { as: 'coordinator' }).refused('not-now');
	});

	it('LIFE-7 V05 moved after the last day that counts as in time, it asks why and keeps that reason; moved back, it is gone', () => {
		const due = [convened({ dueBy: '2027-01-07', lateReason: 'First reason' }), ...CONVENED.slice(1)];
		const move = (scheduledStart: string, lateReason = '', events = due) =>
			given(events).when(
				'reschedule-meeting',
				{ scheduledStart, plannedMinutes: 90, venue: 'Room 2', reason: 'Chair ill', lateReason },
				{ as: 'coordinator' }
			);
		move('2027-01-14T10:00:00.000Z').refused('invalid', ['lateReason']);
		const late = move('2027-01-14T10:00:00.000Z', 'Nobody could come before').after().convened;
		expect(late).toMatchObject({ lateReason: 'Nobody could come before', dueBy: '2027-01-07' });
		expect(move('2027-01-07T10:00:00.000Z').after().convened.lateReason).toBe('');
		// Nothing is known of a last day: nothing is asked, and what stands there stays.
		const unknown = [convened({ lateReason: 'First reason' }), ...CONVENED.slice(1)];
		expect(move('2027-03-11T10:00:00.000Z', '', unknown).after().convened.lateReason).toBe('First reason');
	});

	it('INVITE-5 V07 a meeting that is moved to an early day is at short notice from then on, and one moved away is not', () => {
		const move = (scheduledStart: string, events = CONVENED) =>
			given(events)
				.when(
					'reschedule-meeting',
					{ scheduledStart, plannedMinutes: 90, venue: 'Room 2', reason: 'x' },
					{ as: 'coordinator' }
				)
				.after().convened.shortNotice;
		expect(move('2026-12-22T10:00:00.000Z')).toBe(true);
		expect(move('2027-01-14T10:00:00.000Z')).toBe(false);
		const short = [convened({ shortNotice: true }), ...CONVENED.slice(1)];
		expect(move('2027-01-14T10:00:00.000Z', short)).toBe(false);
		// Only the place changes: the notice is what it was.
		expect(move(STARTED, short)).toBe(true);
	});

	it('LIFE-8 the chair goes to somebody with a seat who accepted the statement, and there is one chair', () => {
		const input = { personId: 'manager', reason: 'Line dropped' };
		given(LIVE)
			.when('hand-over-chair', input, { as: 'coordinator' })
			.gives([{ type: 'chair-handed-over', chair: PEOPLE.manager, reason: 'Line dropped' }]);
		given([...READY, accepted('social')])
			.when('hand-over-chair', { ...input, personId: 'social' })
			.gives([
				{ type: 'chair-handed-over', chair: PEOPLE.social, reason: 'Line dropped' },
				{ type: 'attendee-confirmed', personId: 'social', by: 'chair' }
			]);
		given(READY).when('hand-over-chair', input).refused('not-ready');
		given(LIVE)
			.when('hand-over-chair', { ...input, personId: 'housing' })
			.refused('missing');
		given(LIVE)
			.when('hand-over-chair', { ...input, personId: 'chair' })
			.gives([]);
		given(LIVE).when('hand-over-chair', input, { as: 'minuteTaker' }).after();
		given(LIVE).when('hand-over-chair', input, { as: 'social' }).refused('forbidden');
	});

	it('LIFE-22 chair or minute taker says in which language the record is laid out, until it is locked', () => {
		for (const phase of [CONVENED, LIVE] as const) {
			given(phase)
				.when('set-record-language', { language: 'cy' })
				.gives([{ type: 'record-language-set', language: 'cy' }]);
			given(phase).when('set-record-language', { language: 'en' }, { as: 'minuteTaker' }).gives([]);
		}
		const welsh = [...LIVE, { type: 'record-language-set', language: 'cy' }] as const;
		given(welsh)
			.when('set-record-language', { language: 'en' })
			.gives([{ type: 'record-language-set', language: 'en' }]);
		expect(recordLanguageOf(fold(welsh))).toBe('cy');
		given(LIVE).when('set-record-language', { language: 'fr' }).refused('invalid', ['language']);
		for (const who of ['social', 'coordinator'] as const)
			given(LIVE).when('set-record-language', { language: 'cy' }, { as: who }).refused('forbidden');
	});
});
