import { expect, it } from 'vitest';
import { fold, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { hasOverdueHighRisk } from './overdue-action.ts';

const HIGH: MeetingEvent = {
	...{ type: 'item-recorded', item: 'RISK', row: null, from: {}, to: { community_CHILDREN: 'HIGH' } }
};
const outcome = (status: 'IN_PROGRESS' | 'COMPLETED' | 'NOT_COMPLETED'): MeetingEvent => ({
	...{ type: 'action-outcome-recorded', number: 'A1', status, evidence: '', completedOn: null, by: 'chair' }
});
const isOverdue = (agencyId: string, ...events: readonly MeetingEvent[]) =>
	hasOverdueHighRisk(fold([...REVIEW, ...events]), agencyId);

it('ACTION-10 ABSENCE-4 only what an agency left undone under a high risk takes its absence further', () => {
	const { agencyId } = PEOPLE.social;
	expect(isOverdue(agencyId, HIGH, outcome('IN_PROGRESS'))).toBe(true);
	expect(isOverdue(agencyId, HIGH, outcome('NOT_COMPLETED'))).toBe(true);
	expect(isOverdue(agencyId, HIGH, outcome('COMPLETED'))).toBe(false);
	const medium = { ...HIGH, to: { community_CHILDREN: 'MEDIUM' } } as MeetingEvent;
	expect(isOverdue(agencyId, medium, outcome('NOT_COMPLETED'))).toBe(false);
	expect(isOverdue(PEOPLE.housing.agencyId, HIGH, outcome('NOT_COMPLETED'))).toBe(false);
	const later = { type: 'action-value-set', number: 'A1', from: {}, to: { due: '2027-01-15' } } as const;
	expect(isOverdue(agencyId, HIGH, later, outcome('IN_PROGRESS'))).toBe(false);
});
