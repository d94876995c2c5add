import { describe, expect, it } from 'vitest';
import type { Actor, Role } from '../identity.ts';
import { type ActionStep, type ActionStepEvent, foldAction } from './action-history.ts';
import {
	ACTION_STEP_NAMES,
	type ActionPlace,
	type ActionStepName,
	decideStep,
	mayTakeStep,
	reportsToTakeBack
} from './action-steps.ts';

const TODAY = '2026-11-18';
const actor = (agencyId: string, ...roles: readonly Role[]): Actor => ({
	...{ personId: 'p', areaId: 'a', agencyId, name: 'x', agencyName: 'y', agencyCode: 'Z', roleTitle: 't', roles }
});
const NOBODY: ActionPlace = { owns: false, isColleague: false, chairs: false, manages: false };
const OWNER = { who: actor('pol', 'AGENCY_REP'), place: { ...NOBODY, owns: true } };
const COLLEAGUE = { who: actor('pol', 'AGENCY_REP'), place: { ...NOBODY, isColleague: true } };
const CHAIR = { who: actor('prb', 'AGENCY_REP'), place: { ...NOBODY, chairs: true } };
const UNIT = { who: actor('mpu', 'MAPPA_ADMINISTRATOR'), place: NOBODY };
const CO_ORDINATOR = { who: actor('mpu', 'MAPPA_COORDINATOR'), place: NOBODY };
const MANAGER = { who: actor('prb', 'AGENCY_REP'), place: { ...NOBODY, manages: true } };
type Somebody = typeof OWNER;

const set: ActionStepEvent = {
	...{ type: 'action-recorded', seq: 1, heldOn: '2026-10-22', asOf: '2026-10-22T14:30:00.000Z', isNew: true },
	...{ status: 'NOT_STARTED', text: '', completedOn: null, due: '2026-11-20', isVerified: false }
};
const report = (more: Partial<Extract<ActionStepEvent, { type: 'action-reported' }>> = {}): ActionStepEvent => ({
	...{ type: 'action-reported', status: 'IN_PROGRESS', text: 'Begun', completedOn: null, proposedOn: null },
	...{ onBehalfOf: '', ...more }
});
const history = (...events: readonly ActionStepEvent[]) => {
	const steps = [set, ...events].map(
		(event, index): ActionStep => ({
			...{ version: index + 1, at: `2026-11-${10 + index}T10:00:00.000Z`, by: 'p', event },
			agencyId: event.type === 'action-reported' ? 'pol' : 'prb'
		})
	);
	return { steps, progress: foldAction(steps) };
};
const NEW = history();
const may = (name: ActionStepName, { who, place }: Somebody, standing = NEW, today = TODAY): string =>
	mayTakeStep(standing, who, place, name, today)?.kind ?? 'may';

describe('who may say what of an action', () => {
	it('ACTION-5 its owner, a colleague who was at the meeting and the unit report; the chair decides; the co-ordinator raises', () => {
		expect([OWNER, COLLEAGUE, UNIT].map((one) => may('report-action', one))).toEqual(['may', 'may', 'may']);
		expect([CHAIR, MANAGER].map((one) => may('report-action', one))).toEqual(['forbidden', 'forbidden']);
		const asks = history(report({ status: 'CANNOT_BE_DONE_YET', proposedOn: '2026-12-11' }));
		expect([CHAIR, OWNER, CO_ORDINATOR].map((one) => may('decide-new-date', one, asks))).toEqual([
			...['may', 'forbidden', 'forbidden']
		]);
		expect(may('decide-new-date', CHAIR)).toBe('not-now');
		expect(may('decide-no-need', CHAIR, asks)).toBe('not-now');
		expect(may('raise-action', CO_ORDINATOR)).toBe('not-now');
		expect(may('raise-action', CO_ORDINATOR, NEW, '2026-11-21')).toBe('may');
		expect(may('raise-action', UNIT, NEW, '2026-11-21')).toBe('forbidden');
	});

	it('ACTION-5 nothing is reported of one that is at its end', () => {
		const ended = history(report({ status: 'NO_LONGER_NEEDED' }), {
			type: 'no-need-decided',
			agreed: true,
			reason: ''
		});
		for (const name of ACTION_STEP_NAMES)
			for (const one of [OWNER, COLLEAGUE, CHAIR, UNIT, CO_ORDINATOR])
				expect(may(name, one, ended, '2026-12-01'), name).not.toBe('may');
	});

	it('ACTION-4 an agency takes back its own reports, and none that was decided on or that a meeting has looked at', () => {
		const two = history(report(), report());
		expect(reportsToTakeBack(two.steps, OWNER.who)).toEqual([2, 3]);
		expect(reportsToTakeBack(two.steps, CHAIR.who)).toEqual([]);
		expect(reportsToTakeBack(two.steps, UNIT.who)).toEqual([2, 3]);
		const back = history(report(), report(), { type: 'report-taken-back', step: 2, reason: 'x', onBehalfOf: '' });
		expect(reportsToTakeBack(back.steps, OWNER.who)).toEqual([3]);
		const decided = history(report({ status: 'CANNOT_BE_DONE_YET', proposedOn: '2026-12-11' }), {
			...{ type: 'new-date-decided', granted: false, due: null, reason: 'No' }
		});
		expect(may('take-back-report', OWNER, decided)).toBe('not-now');
		const reviewed = history(report(), { ...set, isNew: false, asOf: '2026-11-20T10:00:00.000Z' });
		expect(may('take-back-report', OWNER, reviewed)).toBe('not-now');
	});

	const decide = (input: object, { who, place }: Somebody = OWNER, isStanding = false) => {
		const whole = { actionId: 'x', version: 1, text: 'Said', completedOn: null, proposedOn: null, onBehalfOf: '' };
		const context = { actor: who, place, today: TODAY, isStanding, isContact: (id: string) => id === 'line' };
		return decideStep('report-action', NEW, { ...whole, status: 'IN_PROGRESS', ...input } as never, context);
	};
	const fields = (result: ReturnType<typeof decide>) => (result.ok ? [] : result.problems?.map(({ field }) => field));

	it('ACTION-5 completed names its day, and another deadline a day after the present one', () => {
		expect(fields(decide({ status: 'COMPLETED' }))).toEqual(['completedOn']);
		expect(fields(decide({ status: 'COMPLETED', completedOn: '2026-11-19' }))).toEqual(['completedOn']);
		expect(fields(decide({ status: 'COMPLETED', completedOn: TODAY }))).toEqual([]);
		expect(fields(decide({ status: 'CANNOT_BE_DONE_YET' }))).toEqual(['proposedOn']);
		expect(fields(decide({ status: 'CANNOT_BE_DONE_YET', proposedOn: TODAY }))).toEqual(['proposedOn']);
		expect(fields(decide({ status: 'CANNOT_BE_DONE_YET', proposedOn: '2026-11-20' }))).toEqual(['proposedOn']);
		expect(fields(decide({ status: 'CANNOT_BE_DONE_YET', proposedOn: '2026-12-11' }))).toEqual([]);
		// A standing action has no day to move.
		expect(fields(decide({ status: 'CANNOT_BE_DONE_YET' }, OWNER, true))).toEqual([]);
		// A day typed for another answer is not kept.
		expect(decide({ status: 'IN_PROGRESS', completedOn: TODAY, proposedOn: '2026-12-11' })).toMatchObject({
			value: { completedOn: null, proposedOn: null }
		});
	});

	it('ACTION-5 R10 who writes for an agency says for whom, and nobody else does', () => {
		expect(fields(decide({}, UNIT))).toEqual(['onBehalfOf']);
		expect(decide({ onBehalfOf: 'Mallow Keystone' }, UNIT)).toMatchObject({ value: { onBehalfOf: 'Mallow Keystone' } });
		expect(decide({ onBehalfOf: 'my chief' })).toMatchObject({ value: { onBehalfOf: '' } });
	});

	it('ACTION-5 the chair who leaves a deadline or a duty as it is says why', () => {
		const context = { actor: CHAIR.who, place: CHAIR.place, today: TODAY, isStanding: false, isContact: () => false };
		const asks = history(report({ status: 'CANNOT_BE_DONE_YET', proposedOn: '2026-12-11' }));
		const head = { actionId: 'x', version: 2, due: null, reason: '' };
		const date = (input: object) => decideStep('decide-new-date', asks, { ...head, ...input } as never, context);
		expect(fields(date({ granted: false }))).toEqual(['reason']);
		expect(date({ granted: true })).toMatchObject({ value: { granted: true, due: '2026-12-11' } });
		expect(date({ granted: true, due: '2026-12-04' })).toMatchObject({ value: { due: '2026-12-04' } });
		expect(fields(date({ granted: true, due: TODAY }))).toEqual(['due']);
		const gone = history(report({ status: 'NO_LONGER_NEEDED' }));
		const need = (agreed: boolean) => decideStep('decide-no-need', gone, { ...head, agreed } as never, context);
		expect(fields(need(false))).toEqual(['reason']);
		expect(need(true)).toMatchObject({ value: { agreed: true } });
	});
});
