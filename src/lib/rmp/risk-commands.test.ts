import { describe, expect, it } from 'vitest';
import { given, LIVE, REVIEW } from '../../../tests/support/scenario.ts';

const added = { type: 'risk-added', key: 'R1', sinceMeeting: 1 } as const;
const removed = { type: 'risk-removed', key: 'R1', reason: 'Twice', by: 'chair' } as const;

describe('risk rows', () => {
	it('RMP-1 anybody in the room adds a risk; its key was never used in the case before', () => {
		given(LIVE).when('add-risk', {}, { as: 'social' }).gives([added]);
		given([...LIVE, added, removed])
			.when('add-risk')
			.gives([{ type: 'risk-added', key: 'R2', sinceMeeting: 1 }]);
		given(REVIEW)
			.when('add-risk')
			.gives([{ type: 'risk-added', key: 'R4', sinceMeeting: 2 }]);
		given(LIVE).when('add-risk', {}, { as: 'housing' }).refused('forbidden');
	});

	it('RMP-2 a typed value keeps what it replaced, and only what changed is an event', () => {
		const input = { key: 'R1', to: { pillar: 'VICTIM_SAFETY', orientation: 'PROTECTIVE' } };
		given(REVIEW)
			.when('set-risk-values', input, { as: 'social' })
			.gives([{ type: 'risk-value-set', key: 'R1', from: { pillar: 'SUPERVISION' }, to: { pillar: 'VICTIM_SAFETY' } }]);
		given(REVIEW)
			.when('set-risk-values', { key: 'R1', to: { pillar: 'SUPERVISION' } })
			.gives([]);
		given(REVIEW)
			.when('set-risk-values', { key: 'R1', to: { pillar: '' } })
			.gives([{ type: 'risk-value-set', key: 'R1', from: { pillar: 'SUPERVISION' }, to: { pillar: null } }]);
		const change = given(REVIEW).when('set-risk-values', input, { as: 'social' }).after().rmp.lastChange;
		expect(change['R1.pillar']).toMatchObject({ from: 'SUPERVISION', to: 'VICTIM_SAFETY' });
	});

	it('RMP-3 saying that a carried risk has not changed is a review of it', () => {
		const same = given(REVIEW).when('set-risk-values', { key: 'R1', to: { status: 'OPEN' } });
		expect(same.after().rmp.risks[0]?.reviewed).toBe(true);
		given([...LIVE, added])
			.when('set-risk-values', { key: 'R1', to: { status: 'OPEN' } })
			.gives([]);
	});

	it('RMP-4 a value that is none, no value, or a row that is none is refused', () => {
		given(REVIEW)
			.when('set-risk-values', { key: 'R1', to: { pillar: 'HOPE' } })
			.refused('invalid', ['to.pillar']);
		given(REVIEW).when('set-risk-values', { key: 'R1', to: {} }).refused('invalid', ['to']);
		given(REVIEW)
			.when('set-risk-values', { key: 'R1', to: { reviewed: true } })
			.refused('invalid', ['to']);
		given(REVIEW)
			.when('set-risk-values', { key: 'R9', to: { status: 'OPEN' } })
			.refused('missing');
		given([...REVIEW, removed])
			.when('set-risk-values', { key: 'R1', to: { status: 'OPEN' } })
			.refused('changed-meanwhile');
	});

	it('RMP-5 rows move to a place among the others, at most to the end', () => {
		const two = [...LIVE, added, { ...added, key: 'R2' }] as const;
		given(two)
			.when('move-risk', { key: 'R1', position: 99 })
			.gives([{ type: 'risk-moved', key: 'R1', position: 1 }]);
		given(two).when('move-risk', { key: 'R1', position: 0 }).gives([]);
		given(two).when('move-risk', { key: 'R1', position: -1 }).refused('invalid', ['position']);
	});

	it('RMP-6 only the chair or the minute taker removes a row, with a reason, and it can come back', () => {
		given(REVIEW).when('remove-risk', { key: 'R1', reason: 'Twice' }).gives([removed]);
		given(REVIEW).when('remove-risk', { key: 'R1' }).refused('invalid', ['reason']);
		given(REVIEW).when('remove-risk', { key: 'R1', reason: 'Twice' }, { as: 'social' }).refused('forbidden');
		given([...REVIEW, removed])
			.when('remove-risk', { key: 'R1', reason: 'Twice' })
			.gives([]);
		given([...REVIEW, removed])
			.when('restore-risk', { key: 'R1' })
			.gives([{ type: 'risk-restored', key: 'R1' }]);
		given(REVIEW).when('restore-risk', { key: 'R1' }).gives([]);
	});
});
