import { describe, expect, it } from 'vitest';
import { fold, given, LIVE, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { lookAt } from '../minutes/gate.ts';
import { conditionsUnanswered } from '../minutes/gates-of-decisions.ts';
import { recordLicence } from '../minutes/record-licence.ts';
import { CONDITION_CATEGORIES, type ConditionFields, carriedConditions, ordersEndingBy } from './licence.ts';
import { conditionCategoryWord } from './licence-words.ts';

const ZONE: ConditionFields = {
	category: 'FREEDOM_OF_MOVEMENT',
	text: 'Not to enter the zone on map 2',
	aim: 'Keep away from the school of V1',
	necessary: 'He waited there before',
	enforceable: 'A tag tells the police at once',
	proportionate: 'Work and family lie outside it',
	lessIntrusive: 'A smaller zone did not cover the way to school',
	monitoring: 'Tag alerts, police',
	riskKeys: []
};
const proposed = (key = 'L1', fields = ZONE): MeetingEvent => ({
	type: 'condition-recorded',
	key,
	fields,
	state: 'PROPOSED',
	sinceMeeting: 1
});
const decided = (state: 'SUPPORTED' | 'NOT_SUPPORTED' | 'IN_FORCE' | 'REMOVED', key = 'L1'): MeetingEvent => ({
	type: 'condition-decided',
	key,
	state,
	decidedBy: 'Probation',
	reason: 'Agreed by all',
	present: ['chair', 'manager']
});
const PROPOSED = [...LIVE, proposed()];
const gatesOf = (events: readonly MeetingEvent[]) =>
	conditionsUnanswered(lookAt(fold(events), { plan: {}, minutes: {} })).map(({ id }) => id);

describe('licence conditions', () => {
	it('LIC-1 anybody in the room proposes a condition of a published kind; a double click is one proposal', () => {
		given(LIVE).when('record-licence-condition', ZONE, { as: 'manager' }).gives([proposed()]);
		given(PROPOSED).when('record-licence-condition', ZONE).gives([]);
		given(LIVE)
			.when('record-licence-condition', { ...ZONE, category: 'BANISHMENT', text: ' ' })
			.refused('invalid', ['category', 'text']);
		given(LIVE).when('record-licence-condition', ZONE, { as: 'housing' }).refused('forbidden');
		expect(new Set(CONDITION_CATEGORIES.map((one) => conditionCategoryWord[one])).size).toBe(16);
	});

	it('LIC-2 a condition serves risks that are in the plan', () => {
		given(REVIEW)
			.when('record-licence-condition', { ...ZONE, riskKeys: ['R1', 'R1'] })
			.after();
		given(REVIEW)
			.when('record-licence-condition', { ...ZONE, riskKeys: ['R9'] })
			.refused('invalid', ['riskKeys']);
	});

	it('LIC-3 V23 a condition the meeting stands for answers the five questions and says how it is monitored', () => {
		const empty = { ...ZONE, aim: '', monitoring: ' ' };
		const open = [...LIVE, proposed('L1', empty)];
		expect(gatesOf(open)).toEqual(['V23:L1:aim', 'V23:L1:monitoring']);
		expect(gatesOf([...open, decided('SUPPORTED')])).toHaveLength(2);
		for (const state of ['NOT_SUPPORTED', 'IN_FORCE', 'REMOVED'] as const)
			expect(gatesOf([...open, decided(state)]), state).toEqual([]);
		expect(gatesOf(PROPOSED)).toEqual([]);
	});

	it('LIC-4 what becomes of it is recorded with why, and for what is in force or removed with who', () => {
		const input = { key: 'L1', edition: 1, state: 'SUPPORTED', reason: 'Agreed by all' };
		given(PROPOSED)
			.when('decide-licence-condition', input)
			.gives([{ ...decided('SUPPORTED'), decidedBy: '', present: ['chair', 'minutes'] } as MeetingEvent]);
		given(PROPOSED)
			.when('decide-licence-condition', { ...input, reason: '' })
			.refused('invalid', ['reason']);
		for (const state of ['IN_FORCE', 'REMOVED'])
			given(PROPOSED)
				.when('decide-licence-condition', { ...input, state })
				.refused('invalid', ['decidedBy']);
		given(PROPOSED).when('decide-licence-condition', input, { as: 'manager' }).refused('forbidden');
		given(LIVE).when('decide-licence-condition', input).refused('missing');
	});

	it('LIC-5 other words of a condition that was supported are a proposal again; words in force do not change', () => {
		const reworded = { ...ZONE, key: 'L1', edition: 2, text: 'Not to enter the zone on map 3' };
		const supported = given([...PROPOSED, decided('SUPPORTED')])
			.when('record-licence-condition', reworded)
			.after();
		expect(supported.licence.conditions[0]).toMatchObject({ state: 'PROPOSED', edition: 3 });
		expect(supported.licence.conditions[0]?.decisions).toHaveLength(1);
		const inForce = [...PROPOSED, decided('IN_FORCE')];
		given(inForce).when('record-licence-condition', reworded).refused('not-now');
		given(inForce)
			.when('record-licence-condition', { ...reworded, text: ZONE.text, monitoring: 'Tag alerts and visits' })
			.after();
		given([...PROPOSED, decided('SUPPORTED')])
			.when('record-licence-condition', reworded, { as: 'manager' })
			.refused('forbidden');
	});

	it('LIC-6 nobody writes over what they have not read', () => {
		const changed = [...PROPOSED, { ...proposed(), fields: { ...ZONE, aim: 'Another aim' } } as MeetingEvent];
		const mine = { ...ZONE, key: 'L1', aim: 'My aim' };
		given(changed)
			.when('record-licence-condition', { ...mine, edition: 1 })
			.refused('changed-meanwhile');
		given(changed).when('record-licence-condition', mine).refused('changed-meanwhile');
		given(changed)
			.when('decide-licence-condition', { key: 'L1', edition: 1, state: 'SUPPORTED', reason: 'Agreed' })
			.refused('changed-meanwhile');
		const after = given(changed)
			.when('record-licence-condition', { ...mine, edition: 2 })
			.after();
		expect(after.licence.conditions).toMatchObject([{ aim: 'My aim', edition: 3 }]);
	});

	it('LIC-7 the next meeting begins with what is proposed, supported or in force, and numbers go on', () => {
		const states = [
			...[...PROPOSED, proposed('L2'), decided('SUPPORTED', 'L2'), proposed('L3'), decided('IN_FORCE', 'L3')],
			...[proposed('L4'), decided('NOT_SUPPORTED', 'L4'), proposed('L5'), decided('REMOVED', 'L5')]
		];
		const { licence } = fold(states);
		const conditions = carriedConditions(licence);
		expect(conditions.map(({ key }) => key)).toEqual(['L1', 'L2', 'L3']);
		const carried = { type: 'conditions-carried-over', meetingId: 'm1', conditions, highest: licence.highest } as const;
		const next = given([...REVIEW, carried])
			.when('record-licence-condition', { ...ZONE, category: 'POLYGRAPH' })
			.after();
		expect(next.licence.conditions.map(({ key, state }) => `${key} ${state}`)).toEqual([
			...['L1 PROPOSED', 'L2 SUPPORTED', 'L3 IN_FORCE', 'L6 PROPOSED']
		]);
	});
});

describe('orders', () => {
	const ASK = { request: 'VARY', order: 'SHPO', terms: 'Add the new school', applicant: 'Police' } as const;

	it('LIC-8 an order is asked for, varied or discharged as a proposal; whoever proposed it may withdraw it', () => {
		const event = { type: 'order-proposed', id: 'new-id', ...ASK } as const;
		given(LIVE).when('propose-order', ASK, { as: 'social' }).gives([event]);
		given([...LIVE, event])
			.when('propose-order', ASK)
			.gives([]);
		given(LIVE).when('propose-order', { request: 'VARY' }).refused('invalid', ['order', 'terms', 'applicant']);
		given([...LIVE, event])
			.when('withdraw-order-proposal', { id: 'new-id' })
			.gives([{ type: 'order-proposal-withdrawn', id: 'new-id' }]);
		given([...LIVE, event])
			.when('withdraw-order-proposal', { id: 'new-id' }, { as: 'manager' })
			.refused('forbidden');
		given(LIVE).when('withdraw-order-proposal', { id: 'new-id' }).refused('missing');
	});

	it('LIC-9 orders that end before the next review are told, soonest first', () => {
		const orders = ['2027-03-01', '2026-12-17', '', '2027-01-14', '2027-01-15', '2026-12-16'].map((expires) => ({
			expires
		}));
		expect(ordersEndingBy(orders, '2026-12-17', '2027-01-14').map(({ expires }) => expires)).toEqual([
			...['2026-12-17', '2027-01-14']
		]);
	});
});

describe('the record', () => {
	it('LIC-10 the minutes print each condition with its answers, who decided and why, and each proposal for an order', () => {
		const meeting = fold([
			...PROPOSED,
			decided('SUPPORTED'),
			{ type: 'order-proposed', id: 'o1', request: 'ASK_FOR', order: 'SHPO', terms: 'Devices', applicant: 'Police' }
		]);
		const [zone, order] = recordLicence(meeting);
		expect(zone).toMatchObject({ title: 'L1 Freedom of movement', outcome: 'Supported' });
		const printed = JSON.stringify(zone);
		for (const text of [ZONE.text, ZONE.aim, ZONE.lessIntrusive, ZONE.monitoring, 'Probation: Agreed by all'])
			expect(printed).toContain(text);
		expect(zone?.present).toHaveLength(2);
		expect(order).toMatchObject({ title: 'Ask for a new order', outcome: 'SHPO' });
	});
});
