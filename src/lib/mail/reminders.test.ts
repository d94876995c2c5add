import { describe, expect, it } from 'vitest';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import { actionsDueSoon, lateActions, type MeetingToCome, remindersDue } from './reminders.ts';

// Thursday 14 January 2027 at 10:00: papers by the 7th, returns by the 11th; reminded of on the 8th.
const one = (personId: string, response = 'NO_RESPONSE', over: object = {}) => ({
	...{ personId, agencyId: `agency-${personId}`, invitedAt: '2026-12-30T10:00:00.000Z', response },
	...over
});
const MEETING: MeetingToCome = {
	meetingId: 'm',
	scheduledStart: '2027-01-14T10:00:00.000Z',
	level: 2,
	invited: [one('chair', 'ACCEPTED'), one('social'), one('housing', 'DECLINED'), one('health', 'DELEGATED')],
	returned: new Set(['agency-chair']),
	papersSent: false
};
const due = (now: string, over: Partial<MeetingToCome> = {}) =>
	remindersDue({ ...MEETING, ...over }, DEFAULT_AREA_CONFIG, ['fern'], now);
const said = (now: string, over: Partial<MeetingToCome> = {}) =>
	due(now, over).map(({ kind, personId }) => `${kind} ${personId}`);

describe('reminders', () => {
	it('MAIL-7 an invitation not answered is asked about three working days after it was sent, counted past the holiday', () => {
		// Wednesday 30 December + 3 working days: Tuesday 5 January
		expect(said('2027-01-04T10:00:00.000Z')).toEqual([]);
		expect(said('2027-01-05T10:00:00.000Z')).toEqual(['answer-reminder social']);
		expect(said('2027-01-05T10:00:00.000Z', { invited: [one('social', 'TENTATIVE')] })).toEqual([]);
	});

	it('MAIL-7 the papers are reminded of on their day until somebody notes that they are out', () => {
		expect(said('2027-01-06T10:00:00.000Z', { invited: [] })).toEqual([]);
		expect(said('2027-01-07T10:00:00.000Z', { invited: [] })).toEqual(['papers-reminder fern']);
		expect(said('2027-01-07T10:00:00.000Z', { invited: [], papersSent: true })).toEqual([]);
	});

	it('MAIL-7 an action is reminded of from two working days before until its day, once for each deadline, and names nothing', () => {
		const action = {
			...{ caseId: 'c1', number: 'A3', meetingId: 'm1', actionId: 'a3', ownerId: 'social', due: '2027-01-11' },
			...{ ownerAgencyId: 'csc', highRisk: false }
		};
		const said = (now: string, over: Partial<typeof action> = {}) =>
			actionsDueSoon([{ ...action, ...over }], DEFAULT_AREA_CONFIG, now);
		expect(said('2027-01-06T10:00:00.000Z')).toEqual([]);
		expect(said('2027-01-07T06:00:00.000Z')).toEqual([]);
		const [first] = said('2027-01-07T10:00:00.000Z');
		expect(first).toMatchObject({ personId: 'social', kind: 'action-due', by: '2027-01-11' });
		expect(said('2027-01-08T10:00:00.000Z')[0]?.key).toBe(first?.key);
		// Once more on the day itself.
		const onTheDay = said('2027-01-11T10:00:00.000Z');
		expect(onTheDay).toMatchObject([{ kind: 'action-due', path: '/actions/a3' }]);
		expect(onTheDay[0]?.key).not.toBe(first?.key);
		expect(said('2027-01-11T10:00:00.000Z', { due: '2027-01-13' })[0]?.key).not.toBe(first?.key);
		// A Saturday, and the day after.
		expect(said('2027-01-09T10:00:00.000Z')).toEqual([]);
		expect(said('2027-01-12T10:00:00.000Z')).toEqual([]);
	});

	it('ACTION-9 a late action is told to its owner, then to its agency’s contact, then to the unit; a high risk at once', () => {
		const action = {
			...{ caseId: 'c1', number: 'A3', meetingId: 'm1', actionId: 'a3', ownerId: 'social', due: '2027-01-11' },
			...{ ownerAgencyId: 'csc', highRisk: false }
		};
		const to = (now: string, over: Partial<typeof action> = {}, contacts: readonly string[] = ['spoc']) =>
			lateActions(
				[{ ...action, ...over }],
				DEFAULT_AREA_CONFIG,
				{ contactsOf: () => contacts, unit: ['fern'] },
				`${now}T10:00:00.000Z`
			).map(({ kind, personId }) => `${kind} ${personId}`);
		expect(to('2027-01-11')).toEqual([]);
		expect(to('2027-01-12')).toEqual(['action-late social']);
		expect(to('2027-01-18')).toEqual(['action-late social', 'action-late-agency spoc']);
		expect(to('2027-01-25')).toEqual(['action-late social', 'action-late-agency spoc', 'action-to-raise fern']);
		expect(to('2027-01-12', { highRisk: true })).toEqual(['action-late social', 'action-to-raise fern']);
		// An agency with nobody to write to is the unit's to ring; and nobody is told twice in two roles.
		expect(to('2027-01-18', {}, [])).toEqual(['action-late social', 'action-to-raise fern']);
		expect(to('2027-01-18', {}, ['social'])).toEqual(['action-late social']);
		// A Saturday.
		expect(to('2027-01-16')).toEqual([]);
		const keys = (now: string) =>
			lateActions([action], DEFAULT_AREA_CONFIG, { contactsOf: () => [], unit: [] }, `${now}T10:00:00.000Z`);
		expect(keys('2027-01-13')[0]?.key).toBe(keys('2027-01-12')[0]?.key);
		expect(keys('2027-01-18')[0]?.key).not.toBe(keys('2027-01-12')[0]?.key);
	});

	it('MAIL-7 a professionals meeting is reminded of answers alone: nobody owes papers or a return for it', () => {
		const lines = said('2027-01-08T10:00:00.000Z', { level: 1 });
		expect(lines.filter((line) => !line.startsWith('answer'))).toEqual([]);
	});

	it('MAIL-7 a return is reminded of the working day before, of whoever comes and has sent none', () => {
		const returns = (now: string) => said(now, { papersSent: true }).filter((words) => words.startsWith('return'));
		expect(returns('2027-01-07T10:00:00.000Z')).toEqual([]);
		expect(returns('2027-01-08T10:00:00.000Z')).toEqual(['return-reminder social']);
		expect(returns('2027-01-11T10:00:00.000Z')).toEqual(['return-reminder social']);
		expect(returns('2027-01-12T10:00:00.000Z')).toEqual([]);
		expect(due('2027-01-08T10:00:00.000Z').find(({ kind }) => kind === 'return-reminder')?.by).toBe('2027-01-11');
	});

	it('MAIL-7 nothing is said at night, at the weekend, on a bank holiday, or once the meeting has begun', () => {
		expect(said('2027-01-08T06:59:00.000Z')).toEqual([]);
		expect(said('2027-01-09T10:00:00.000Z')).toEqual([]);
		expect(said('2027-01-14T10:00:00.000Z')).toEqual([]);
		const easter = { scheduledStart: '2027-04-08T09:00:00.000Z' };
		expect(said('2027-03-29T10:00:00.000Z', easter)).toEqual([]);
		expect(said('2027-03-30T10:00:00.000Z', easter)).not.toEqual([]);
	});

	it('MAIL-7 the same reminder has the same key each day, and another one when the meeting is moved or the person invited anew', () => {
		const keys = (now: string, over: Partial<MeetingToCome> = {}) =>
			due(now, over).flatMap(({ kind, key }) => (kind === 'answer-reminder' ? [key] : []));
		const [key] = keys('2027-01-05T10:00:00.000Z');
		expect(keys('2027-01-06T10:00:00.000Z')).toEqual([key]);
		expect(keys('2027-01-06T10:00:00.000Z', { scheduledStart: '2027-01-21T10:00:00.000Z' })).not.toEqual([key]);
		const again = [one('social', 'NO_RESPONSE', { invitedAt: '2026-12-31T10:00:00.000Z' })];
		expect(keys('2027-01-07T10:00:00.000Z', { invited: again })).not.toEqual([key]);
	});
});
