import { describe, expect, it } from 'vitest';
import { COMPLETE } from '../../../tests/support/complete-meeting.ts';
import { fold } from '../../../tests/support/scenario.ts';
import { isMinutesField } from '../minutes/minutes-fields.ts';
import { carriedOver, isPlanField } from './rmp.ts';

describe('the plan from one meeting to the next', () => {
	it('RMP-23 open actions and unsettled risks are carried over, ended and removed ones are not', () => {
		const { rmp } = fold([
			...COMPLETE,
			{ type: 'risk-added', key: 'R4', sinceMeeting: 2 },
			{ type: 'risk-value-set', key: 'R4', from: {}, to: { status: 'RESOLVED' } },
			{ type: 'action-removed', number: 'A8', reason: 'Twice', by: 'chair' },
			{
				type: 'action-outcome-recorded',
				number: 'A9',
				status: 'NOT_COMPLETED',
				evidence: 'No reply',
				completedOn: null,
				by: 'chair'
			}
		]);
		const { risks, actions } = carriedOver(rmp, 2);
		expect(risks).toMatchObject([{ key: 'R1', reviewed: false, status: 'INCREASED' }]);
		expect(risks[0]?.trend).toEqual([{ seq: 2, status: 'INCREASED' }]);
		expect(actions.map((row) => row.number)).toEqual(['A9', 'A10', 'A11']);
		expect(actions[0]).toMatchObject({ status: 'NOT_COMPLETED', evidence: 'No reply', outcome: null });
		expect(rmp.highest).toEqual({ R: 4, A: 11 });
	});

	it('RMP-24 the documents hold the fields of the plan and of the agenda, and no other name', () => {
		for (const name of ['R1.contingency', 'A12.text', 'R9999.noActionReason'])
			expect(isPlanField(name), name).toBe(true);
		for (const name of ['R0.risk', 'R1.text', 'A1.risk', 'R1.toString', 'R1.risk.x', 'R1', '__proto__', 'R10000.risk'])
			expect(isPlanField(name), name).toBe(false);
		expect(isMinutesField('DISCLOSURE.notes')).toBe(true);
		for (const name of ['DISCLOSURE', 'NOPE.notes', 'DISCLOSURE.notes.x', '.notes', 'constructor.notes'])
			expect(isMinutesField(name), name).toBe(false);
	});
});
