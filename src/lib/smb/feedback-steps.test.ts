import { describe, expect, it } from 'vitest';
import type { Role } from '../identity.ts';
import { decideFeedbackStep, type TakeFeedbackStep } from './feedback-steps.ts';

const by = (role: Role) => ({ personId: 'me', roles: [role] });
const input = (more: Partial<TakeFeedbackStep>): TakeFeedbackStep => ({
	...{ feedbackId: 'f1', version: 0, status: 'WITH_COORDINATOR', note: '', isAnswer: false },
	...more
});
const onAgenda = { status: 'ON_SMB_AGENDA', steps: [] } as const;

describe('what becomes of feedback', () => {
	it('SMB-5 the unit takes any step, and says why where nothing is done', () => {
		const raised = { status: 'RAISED', steps: [] } as const;
		expect(decideFeedbackStep(input({}), by('MAPPA_ADMINISTRATOR'), raised)).toEqual({
			ok: true,
			value: { version: 1 }
		});
		expect(decideFeedbackStep(input({ status: 'CLOSED_NO_ACTION' }), by('MAPPA_COORDINATOR'), raised)).toMatchObject({
			kind: 'invalid'
		});
		expect(decideFeedbackStep(input({ status: 'RAISED' }), by('MAPPA_COORDINATOR'), raised)).toMatchObject({
			kind: 'invalid'
		});
	});

	it('SMB-6 whoever answers for the Board answers what is on its agenda, and nothing else', () => {
		const answer = input({ status: 'RESOLVED', isAnswer: true, note: 'Written to the director' });
		expect(decideFeedbackStep(answer, by('SMB_CHAIR'), onAgenda)).toEqual({ ok: true, value: { version: 1 } });
		expect(decideFeedbackStep({ ...answer, note: '' }, by('SMB_CHAIR'), onAgenda)).toMatchObject({ kind: 'invalid' });
		expect(decideFeedbackStep({ ...answer, isAnswer: false }, by('SMB_CHAIR'), onAgenda)).toMatchObject({
			kind: 'invalid'
		});
		expect(decideFeedbackStep(answer, by('SMB_CHAIR'), { status: 'WITH_AGENCY', steps: [] })).toMatchObject({
			kind: 'not-now'
		});
		expect(decideFeedbackStep(answer, by('SMB_MEMBER'), onAgenda)).toMatchObject({ kind: 'forbidden' });
	});

	it('SMB-7 a step on what somebody else has moved meanwhile is refused, the same one sent twice is one', () => {
		const step = { version: 1, status: 'WITH_AGENCY', note: '', isAnswer: false, byId: 'somebody' } as const;
		const moved = { status: 'WITH_AGENCY', steps: [step] } as const;
		expect(decideFeedbackStep(input({}), by('MAPPA_COORDINATOR'), moved)).toMatchObject({ kind: 'changed-meanwhile' });
		const mine = { status: 'WITH_COORDINATOR', steps: [{ ...step, status: 'WITH_COORDINATOR', byId: 'me' }] } as const;
		expect(decideFeedbackStep(input({}), by('MAPPA_COORDINATOR'), mine)).toEqual({ ok: true, value: null });
	});
});
