import { describe, expect, it } from 'vitest';
import {
	type ActionRecorded,
	type ActionStep,
	type ActionStepEvent,
	foldAction,
	isEnded,
	isLate,
	isToVerify,
	sinceLastMeeting
} from './action-history.ts';
import { slipWords, standingWord } from './action-words.ts';

const set: ActionStepEvent = {
	...{ type: 'action-recorded', seq: 1, heldOn: '2026-10-22', asOf: '2026-10-22T14:30:00.000Z', isNew: true },
	...{ status: 'NOT_STARTED', text: '', completedOn: null, due: '2026-11-20', isVerified: false }
};
const reviewed = (more: Partial<ActionRecorded>): ActionStepEvent => ({
	...{ type: 'action-recorded', seq: 2, heldOn: '2026-12-17', asOf: '2026-12-17T10:20:00.000Z', isNew: false },
	...{ status: 'IN_PROGRESS', text: 'Under way', completedOn: null, due: '2026-11-20', isVerified: false, ...more }
});
const report = (more: Partial<Extract<ActionStepEvent, { type: 'action-reported' }>>): ActionStepEvent => ({
	...{ type: 'action-reported', status: 'IN_PROGRESS', text: 'Begun', completedOn: null, proposedOn: null },
	...{ onBehalfOf: '', ...more }
});
const DONE = report({ status: 'COMPLETED', text: 'Briefing dated 18 Nov', completedOn: '2026-11-18' });
const LATER = report({ status: 'CANNOT_BE_DONE_YET', text: 'Landlord refused', proposedOn: '2026-12-11' });
/** Steps on days of their own, oldest first: [day, event]. */
type OnDay = readonly [string, ActionStepEvent];
const steps = (...all: readonly OnDay[]): readonly ActionStep[] =>
	all.map(([day, event], index) => ({
		...{ version: index + 1, at: `${day}T15:00:00.000Z`, by: 'p', agencyId: 'g', event }
	}));
const fold = (...all: readonly OnDay[]) => foldAction(steps(...all));

describe('the history of an action', () => {
	it('ACTION-1 progress, completion and what a meeting verified, in the order in which they count', () => {
		expect(fold(['2026-10-28', set])).toMatchObject({
			status: 'NOT_STARTED',
			due: '2026-11-20',
			firstDue: '2026-11-20'
		});
		expect(fold(['2026-10-28', set], ['2026-11-02', report({})])).toMatchObject({
			status: 'IN_PROGRESS',
			text: 'Begun'
		});
		const done = fold(['2026-10-28', set], ['2026-11-18', DONE]);
		expect(done).toMatchObject({ status: 'COMPLETED', completedOn: '2026-11-18', version: 2 });
		expect([isToVerify(done), isEnded(done), standingWord(done)]).toEqual([true, false, 'Completed, not yet verified']);
		const verified = reviewed({ status: 'COMPLETED', completedOn: '2026-11-18', isVerified: true });
		const after = fold(['2026-10-28', set], ['2026-11-18', DONE], ['2026-12-29', verified]);
		expect(after).toMatchObject({ status: 'COMPLETED', verifiedAt: '2026-12-17T10:20:00.000Z', reportedAt: null });
		expect([isToVerify(after), isEnded(after), standingWord(after)]).toEqual([false, true, 'Completed, verified']);
	});

	it('ACTION-1 what is reported after the meeting and before its lock is newer than what the meeting recorded', () => {
		const all = steps(['2026-10-28', set], ['2026-12-18', DONE], ['2026-12-29', reviewed({})]);
		expect(foldAction(all)).toMatchObject({ status: 'COMPLETED', version: 3 });
		expect(sinceLastMeeting(all).map(({ version }) => version)).toEqual([2]);
		const before = steps(['2026-10-28', set], ['2026-12-16', DONE], ['2026-12-29', reviewed({})]);
		expect(foldAction(before)).toMatchObject({ status: 'IN_PROGRESS', text: 'Under way' });
		expect(sinceLastMeeting(before)).toEqual([]);
	});

	it('ACTION-2 a deadline that moves to a later day is counted and the first one is kept, whoever moved it', () => {
		const granted = { type: 'new-date-decided', granted: true, due: '2026-12-11', reason: '' } as const;
		const asked = fold(['2026-10-28', set], ['2026-11-18', LATER]);
		expect(asked).toMatchObject({ asked: 'NEW_DATE', proposedOn: '2026-12-11', due: '2026-11-20', slips: 0 });
		expect(standingWord(asked)).toBe('New deadline asked for');
		const once = fold(['2026-10-28', set], ['2026-11-18', LATER], ['2026-11-19', granted]);
		expect(once).toMatchObject({ asked: null, due: '2026-12-11', slips: 1 });
		expect(slipWords(once)).toBe('First due Friday 20 November 2026, moved once');
		const twice = fold(
			...([
				['2026-10-28', set],
				['2026-11-18', LATER],
				['2026-11-19', granted],
				['2026-12-29', reviewed({ due: '2027-01-15' })]
			] as const)
		);
		expect(slipWords(twice)).toBe('First due Friday 20 November 2026, moved twice');
		// Refused, left alone, or brought forward, it has not slipped.
		const kept = { ...granted, granted: false, due: null, reason: 'It cannot wait' } as const;
		expect(fold(['2026-10-28', set], ['2026-11-18', LATER], ['2026-11-19', kept])).toMatchObject({
			slips: 0,
			asked: null
		});
		expect(fold(['2026-10-28', set], ['2026-12-29', reviewed({})])).toMatchObject({ slips: 0, due: '2026-11-20' });
		expect(fold(['2026-10-28', set], ['2026-11-19', { ...granted, due: '2026-11-10' }]).slips).toBe(0);
	});

	it('ACTION-3 it is no longer needed only when the chair agrees, and until then it is owed', () => {
		const asked = report({ status: 'NO_LONGER_NEEDED', text: 'He has moved' });
		const waits = fold(['2026-10-28', set], ['2026-11-02', asked]);
		expect([waits.asked, waits.status, isLate(waits, '2026-11-21')]).toEqual(['NO_NEED', 'NOT_STARTED', true]);
		const agreed = { type: 'no-need-decided', agreed: true, reason: '' } as const;
		const gone = fold(['2026-10-28', set], ['2026-11-02', asked], ['2026-11-03', agreed]);
		expect([isEnded(gone), isLate(gone, '2026-11-21')]).toEqual([true, false]);
		const stays = fold(['2026-10-28', set], ['2026-11-02', asked], ['2026-11-03', { ...agreed, agreed: false }]);
		expect([stays.asked, isEnded(stays)]).toEqual([null, false]);
	});

	it('ACTION-4 a report that was taken back counts as never made and stays in the history', () => {
		const back = { type: 'report-taken-back', step: 3, reason: 'Another action', onBehalfOf: '' } as const;
		const all = steps(['2026-10-28', set], ['2026-11-02', report({})], ['2026-11-18', DONE], ['2026-11-19', back]);
		expect(foldAction(all)).toMatchObject({ status: 'IN_PROGRESS', text: 'Begun', reportedAt: null, version: 4 });
		expect(all).toHaveLength(4);
	});

	it('ACTION-1 late is past its day and not reported as done', () => {
		const open = fold(['2026-10-28', set]);
		expect([isLate(open, '2026-11-20'), isLate(open, '2026-11-21')]).toEqual([false, true]);
		expect(isLate(fold(['2026-10-28', set], ['2026-12-01', DONE]), '2026-12-02')).toBe(false);
		expect(isLate({ ...open, status: 'NOT_COMPLETED' }, '2026-11-21')).toBe(true);
		expect(isLate({ ...open, due: null }, '2026-11-21')).toBe(false);
	});
});
