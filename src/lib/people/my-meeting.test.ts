import { describe, expect, it } from 'vitest';
import { choreOf, type MyMeeting, sortMyMeetings } from './my-meeting.ts';

const meeting = (change: Partial<MyMeeting> = {}): MyMeeting => ({
	id: 'm1',
	reference: 'NMS-2026-014/1',
	level: 2,
	scheduledStart: '2026-12-17T10:00:00.000Z',
	plannedMinutes: 90,
	venue: 'Room 2',
	phase: 'CONVENED',
	accepted: true,
	confirmed: true,
	keepsRecord: false,
	isChair: false,
	...change
});

describe('what an invited person has to do', () => {
	it('WORK-1 asks for the statement before anything else, whatever the phase', () => {
		for (const phase of ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR', 'LOCKED'] as const)
			expect(choreOf(meeting({ phase, accepted: false }))).toMatchObject({
				text: 'Read and accept the statement',
				href: '/join/m1'
			});
	});

	it('WORK-1 sends nobody who is not confirmed past the door', () => {
		for (const phase of ['CONVENED', 'LIVE', 'DRAFT', 'WITH_CHAIR', 'LOCKED'] as const)
			expect(choreOf(meeting({ phase, confirmed: false }))?.href).toBe('/join/m1');
	});

	it('WORK-2 shows the draft minutes only to those who write them, and the lock to the chair', () => {
		expect(choreOf(meeting({ phase: 'DRAFT' }))).toBeNull();
		expect(choreOf(meeting({ phase: 'WITH_CHAIR' }))).toBeNull();
		expect(choreOf(meeting({ phase: 'DRAFT', keepsRecord: true }))?.href).toBe('/meetings/m1/close');
		expect(choreOf(meeting({ phase: 'WITH_CHAIR', keepsRecord: true }))?.text).toBe('With the chair');
		expect(choreOf(meeting({ phase: 'WITH_CHAIR', keepsRecord: true, isChair: true }))?.text).toBe(
			'Read and lock the minutes'
		);
		expect(choreOf(meeting({ phase: 'LOCKED' }))?.href).toBe('/meetings/m1/final');
	});

	it('WORK-3 puts the next meeting first and the newest minutes first', () => {
		const all = [
			meeting({ id: 'c', scheduledStart: '2026-12-20T10:00:00.000Z' }),
			meeting({ id: 'a', phase: 'LOCKED', scheduledStart: '2026-10-01T10:00:00.000Z' }),
			meeting({ id: 'b', phase: 'LOCKED', scheduledStart: '2026-11-01T10:00:00.000Z' }),
			meeting({ id: 'd', phase: 'LIVE', scheduledStart: '2026-12-17T10:00:00.000Z' })
		];
		const { toCome, toRead, inWriting } = sortMyMeetings(all);
		expect(toCome.map(({ id }) => id)).toEqual(['d', 'c']);
		expect(toRead.map(({ id }) => id)).toEqual(['b', 'a']);
		expect(inWriting).toEqual([]);
	});

	it('WORK-4 keeps minutes from those who were not confirmed', () => {
		const { toRead, inWriting } = sortMyMeetings([
			meeting({ phase: 'LOCKED', confirmed: false }),
			meeting({ phase: 'DRAFT', confirmed: false })
		]);
		expect([...toRead, ...inWriting]).toEqual([]);
	});
});
