import { describe, expect, it } from 'vitest';
import { COMPLETE } from '../../../tests/support/complete-meeting.ts';
import { fold, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { byAgency, byDueDate, byRisk, carriedActions, isOverdue } from './plan-views.ts';

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

	it('RMP-22 actions carried over are told with their outcome, or wait for one; new and removed ones are neither', () => {
		const numbers = (rows: readonly { readonly number: string }[]) => rows.map(({ number }) => number);
		const after = carriedActions(fold(COMPLETE).rmp, 2);
		expect([numbers(after.told), numbers(after.waiting)]).toEqual([['A1'], []]);
		const before = carriedActions(fold(REVIEW).rmp, 2);
		expect([numbers(before.told), numbers(before.waiting)]).toEqual([[], ['A1']]);
		const removed: MeetingEvent = { type: 'action-removed', number: 'A1', reason: 'Twice', by: 'chair' };
		expect(carriedActions(fold([...REVIEW, removed]).rmp, 2)).toEqual({ told: [], waiting: [] });
	});
});
