import { describe, expect, test } from 'vitest';
import { type GuestTimes, guestSessionEnd, guestWindow, isGuest } from './guest.ts';
import { guestStanding, spokenCode } from './guest-words.ts';

const meeting = (over: Partial<GuestTimes> = {}): GuestTimes => ({
	phase: 'CONVENED',
	scheduledStart: '2026-12-17T10:00:00.000Z',
	plannedMinutes: 90,
	...over
});
const at = (time: string) => Date.parse(`2026-12-17T${time}Z`);

describe('when a guest may come', () => {
	test('GUEST-5 the edges of the window count to the second', () => {
		const seen = ['09:44:59', '09:45:00', '12:29:59', '12:30:00'].map((time) => guestWindow(meeting(), at(time)));
		expect(seen).toEqual(['early', 'open', 'open', 'over']);
	});
	test('GUEST-5 a meeting that runs lets them in early, and one that is over never', () => {
		expect(guestWindow(meeting({ phase: 'LIVE' }), at('08:00:00'))).toBe('open');
		for (const phase of ['DRAFT', 'WITH_CHAIR', 'LOCKED', 'CANCELLED'] as const)
			expect(guestWindow(meeting({ phase }), at('10:30:00')), phase).toBe('over');
		expect(guestWindow(meeting({ phase: 'LIVE' }), at('12:30:00'))).toBe('over');
	});
	test('GUEST-5 a session lasts four hours at most, and never longer than the window', () => {
		expect(guestSessionEnd(meeting(), at('10:00:00'))).toBe(at('12:30:00'));
		expect(guestSessionEnd(meeting({ plannedMinutes: 600 }), at('10:00:00'))).toBe(at('14:00:00'));
	});
	test('GUEST-10 whoever has no role in the area is a guest', () => {
		expect([isGuest({ roles: [] }), isGuest({ roles: ['AGENCY_REP'] })]).toEqual([true, false]);
	});
});

test('GUEST-16 where a guest stands is said in words, and a code in two groups', () => {
	const guest = { state: 'APPROVED', linkMadeAt: null, codeMadeAt: null, wrongCodes: 0, boundAt: null } as const;
	const made = { ...guest, codeMadeAt: '2026-12-17T09:00:00Z' };
	expect([
		guestStanding({ ...guest, state: 'ASKED' }),
		guestStanding(guest),
		guestStanding(made),
		guestStanding({ ...made, linkMadeAt: '2026-12-17T09:00:00Z' }),
		guestStanding({ ...made, boundAt: '2026-12-17T09:50:00Z' }),
		guestStanding({ ...made, wrongCodes: 5 })
	]).toEqual([
		'Waiting for the chair or a co-ordinator to decide',
		'Approved. Make a code and read it out by telephone',
		'Approved. The message with the link is on its way',
		'Approved. Has the link, and a code was made',
		'Came in: the link works in that one browser only',
		'Approved. A wrong code was entered 5 times, so a new code is needed'
	]);
	expect(spokenCode('01234567')).toBe('0123 4567');
});
