import { describe, expect, it } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { byAgency, byDueDate, byRisk, isOverdue, sinceLastMeeting } from './plan-views.ts';

const rmpOf = (...events: readonly MeetingEvent[]) => fold([...COMPLETE, ...events]).rmp;
const set = (number: string, to: Extract<MeetingEvent, { type: 'action-value-set' }>['to']): MeetingEvent => ({
	type: 'action-value-set',
	number,
	from: {},
	to
});

describe('the plan in different orders', () => {
	it('RMP-19 by risk, an action under two risks stands in both, one without a risk of the plan stands loose', () => {
		const { groups, loose } = byRisk(
			rmpOf(
				{ type: 'risk-added', key: 'R4', sinceMeeting: 2 },
				set('A8', { riskKeys: ['R1', 'R4'] }),
				set('A9', { riskKeys: ['R7'] })
			)
		);
		expect(groups.map(({ risk, actions }) => [risk.key, actions.map((row) => row.number)])).toEqual([
			['R1', ['A1', 'A8', 'A10', 'A11']],
			['R4', ['A8']]
		]);
		expect(loose.map((row) => row.number)).toEqual(['A9']);
	});

	it('RMP-20 by agency, open actions only, those of nobody first', () => {
		const groups = byAgency(rmpOf(set('A9', { owner: null }), set('A10', { owner: PEOPLE.manager })));
		expect(groups.map(({ agency, actions }) => [agency?.agencyCode, actions.map((row) => row.number)])).toEqual([
			[undefined, ['A9']],
			['CSC', ['A8', 'A11']],
			['PRB', ['A10']]
		]);
	});

	it('RMP-21 by date, those without one first, standing checks by their next check', () => {
		const standing = { frequency: 'monthly', nextCheck: '2026-12-01' };
		const order = byDueDate(rmpOf(set('A11', { due: null, standing }), set('A10', { due: null })));
		expect(order.map((row) => row.number)).toEqual(['A10', 'A11', 'A8', 'A9']);
		expect(order.map((row) => isOverdue(row, '2026-12-18'))).toEqual([false, true, false, false]);
	});

	it('RMP-22 since the last meeting: added, changed in words or values, unchanged, removed, and what became of the actions', () => {
		const removed = { type: 'risk-removed', key: 'R1', reason: 'Merged', by: 'chair' } as const;
		const before = { 'R1.contingency': TEXTS.plan['R1.contingency'] ?? '' };
		const view = sinceLastMeeting(fold(COMPLETE).rmp, 2, TEXTS.plan, TEXTS.plan);
		expect(view.risks).toMatchObject([{ change: 'changed', changedFields: [] }]);
		expect(view.actions.map((one) => [one.row.number, one.change])).toEqual([
			['A1', 'unchanged'],
			['A8', 'added'],
			['A9', 'added'],
			['A10', 'added'],
			['A11', 'added']
		]);
		expect([view.outcomes.length, view.withoutOutcome.length]).toEqual([1, 0]);
		const carried = sinceLastMeeting(fold(REVIEW).rmp, 2, before, { ...before, 'R1.evidence': 'New letter' });
		expect(carried.risks).toMatchObject([{ change: 'changed', changedFields: ['R1.evidence'] }]);
		expect(carried.withoutOutcome.map((row) => row.number)).toEqual(['A1']);
		expect(sinceLastMeeting(fold(REVIEW).rmp, 2, before, before).risks).toMatchObject([{ change: 'unchanged' }]);
		expect(sinceLastMeeting(fold([...REVIEW, removed]).rmp, 2, {}, {}).risks).toMatchObject([{ change: 'removed' }]);
	});

	it('RMP-22 a row added and removed in this meeting is not told', () => {
		const rmp = rmpOf({ type: 'action-removed', number: 'A8', reason: 'Twice', by: 'chair' });
		expect(sinceLastMeeting(rmp, 2, {}, {}).actions.map((one) => one.row.number)).not.toContain('A8');
	});
});
