import { describe, expect, it } from 'vitest';
import { ATTENDED, COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { CASE, fold, given, LIVE, NOT_DISCLOSED, PEOPLE } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { GATE_RULES, gateRow, gateRule } from './gate-table.ts';
import { gates } from './gates.ts';
import type { Texts } from './minutes-fields.ts';
import { openErrors, openWarnings } from './open-gates.ts';

const idsOf = (events: readonly MeetingEvent[], texts: Texts = TEXTS): readonly string[] =>
	gates(fold(events), texts).map((gate) => gate.id);
const without = (type: MeetingEvent['type']): readonly MeetingEvent[] =>
	COMPLETE.filter((event) => event.type !== type);
const withPlan = (plan: Record<string, string>): Texts => ({ ...TEXTS, plan: { ...TEXTS.plan, ...plan } });
const withMinutes = (minutes: Record<string, string>): Texts => ({
	...TEXTS,
	minutes: { ...TEXTS.minutes, ...minutes }
});
const setAction = (number: string, to: Extract<MeetingEvent, { type: 'action-value-set' }>['to']): MeetingEvent => ({
	type: 'action-value-set',
	number,
	from: {},
	to
});
/** The ids that appear when something is changed in a meeting that lacks nothing. */
const asked = (change: readonly MeetingEvent[], texts: Texts = TEXTS) => idsOf([...COMPLETE, ...change], texts);

describe('what stands between a meeting and its lock', () => {
	it('GATE-1 a meeting with everything recorded has nothing left to do', () => {
		expect(idsOf(COMPLETE)).toEqual([]);
	});

	it('GATE-2 a meeting that has only started is asked for everything, in the order of the agenda', () => {
		const meeting = fold(LIVE);
		const list = gates(meeting, { plan: {}, minutes: {} });
		const order = list.map((gate) => meeting.agenda.items.findIndex((item) => item.code === gate.item));
		expect(order).toEqual([...order].sort((a, b) => a - b));
		expect(new Set(list.map((gate) => gate.rule))).toEqual(
			new Set(['V10', 'V13', 'V14', 'V20', 'V24', 'V25', 'V28', 'V29'])
		);
		expect(new Set(list.map((gate) => gate.id)).size).toBe(list.length);
		for (const gate of list) expect(gate.href, gate.id).toMatch(/^(#|\/meetings\/)/);
	});

	it.each([
		['participation-decided', ['V10']],
		['disclosure-decided', ['V20']],
		['level-decided', ['V24']],
		['smb-feedback-noted', ['V29']],
		['action-outcome-recorded', ['V19:A1', 'V28:ACTIONS_PREV']],
		['previous-minutes-checked', ['V28:MINUTES_PREV']],
		['statement-presented', ['V28:CONFIDENTIALITY']],
		['attendance-recorded', ['V25:chair', 'V25:minutes', 'V25:manager', 'V25:social']]
	] as const)('GATE-3 V10, V19, V20, V24, V25, V28, V29: without %s exactly that is asked', (type, ids) => {
		// An action without its outcome is still open, so it is asked about like any other.
		const expected = type === 'action-outcome-recorded' ? [...ids, 'V16:A1:text'] : ids;
		expect([...idsOf(without(type))].sort()).toEqual([...expected].sort());
	});

	it.each(['risk', 'evidence', 'responseSoFar', 'contingency', 'positiveIndicators', 'negativeIndicators'])(
		'GATE-4 V11 a risk says its %s',
		(field) => {
			const ids = idsOf(COMPLETE, withPlan({ [`R1.${field}`]: ' \n ' }));
			expect(ids).toContain(`V11:R1:${field}`);
		}
	);

	it('GATE-5 V12 a risk has an open action, or says why none is needed', () => {
		const alone = [...COMPLETE, { type: 'risk-added', key: 'R4', sinceMeeting: 2 } as const];
		expect(idsOf(alone)).toContain('V12:R4');
		expect(idsOf(alone, withPlan({ 'R4.noActionReason': 'Controls have held' }))).not.toContain('V12:R4');
		const settled = [...alone, { type: 'risk-value-set', key: 'R4', from: {}, to: { status: 'RESOLVED' } } as const];
		expect(idsOf(settled)).toEqual([]);
	});

	it('GATE-6 V13 and V14 warn where the plan as a whole lacks something', () => {
		expect(idsOf(COMPLETE, withPlan({ 'R1.risk': 'Approaches V1', 'R1.title': 'Approach' }))).toEqual(['V13:CHILDREN']);
		expect(asked([setAction('A10', { pillar: 'SUPERVISION' })])).toEqual(['V14:pillar:INTERVENTIONS_AND_TREATMENT']);
		expect(asked([setAction('A11', { pillar: 'SUPERVISION' })])).toEqual(['V14:pillar:VICTIM_SAFETY', 'V14:victim:V1']);
		const restricting = ['A8', 'A9', 'A10', 'A11'].map((number) => setAction(number, { orientation: 'RESTRICTIVE' }));
		expect(asked(restricting)).toEqual(['V15:R1', 'V14:only-restrictive']);
	});

	it('GATE-7 V15 a restriction says why it is the least restrictive one', () => {
		const restricted = [setAction('A9', { orientation: 'RESTRICTIVE' })];
		expect(asked(restricted)).toEqual(['V15:R1']);
		expect(asked(restricted, withPlan({ 'R1.leastRestrictiveReason': 'A ban would go further' }))).toEqual([]);
	});

	it('GATE-8 V16 an action has its text, one owner, a risk of the plan, and a date or a standing check', () => {
		expect(idsOf(COMPLETE, withPlan({ 'A8.text': '' }))).toEqual(['V16:A8:text']);
		expect(asked([setAction('A8', { owner: null })])).toEqual(['V16:A8:owner']);
		expect(asked([setAction('A8', { due: null })])).toEqual(['V16:A8:due']);
		expect(
			asked([setAction('A8', { due: null, standing: { frequency: 'monthly', nextCheck: '2027-01-08' } })])
		).toEqual([]);
		expect(asked([setAction('A8', { riskKeys: ['R9'] })])).toEqual(['V16:A8:risk']);
		expect(asked([{ type: 'action-removed', number: 'A8', reason: 'Twice', by: 'chair' }])).toEqual([
			'V14:pillar:SUPERVISION'
		]);
	});

	it.each([
		['2026-12-19', 'weekend'],
		['2026-12-25', 'bank holiday'],
		['2027-01-15', 'after the next meeting'],
		['2026-12-16', 'before this meeting']
	])('GATE-9 V17 a deadline on %s is questioned (%s)', (due) => {
		expect(asked([setAction('A8', { due })])).toEqual(['V17:A8:due']);
	});

	it('GATE-9 V17 vague words are questioned', () => {
		expect(idsOf(COMPLETE, withPlan({ 'A8.text': 'Liaise with all agencies ASAP' }))).toEqual([
			'V17:A8:liaise',
			'V17:A8:asap',
			'V17:A8:all-agencies'
		]);
	});

	it('GATE-10 V18 an owner whose agency is not there is questioned until they accept', () => {
		expect(asked([setAction('A8', { owner: PEOPLE.housing })])).toEqual(['V18:A8']);
		expect(asked([setAction('A8', { owner: PEOPLE.housing, ownerAccepted: true })])).toEqual([]);
	});

	it('GATE-11 V21, V22 and V24 look again at decisions already recorded', () => {
		const decided = { ...NOT_DISCLOSED, presumptionApplies: true, reasons: '' };
		expect(asked([{ type: 'disclosure-decided', id: 'd1', fields: decided, present: [] }])).toEqual([
			'V21:d1:reasons',
			'V22:d1:presumptionRebuttedReason'
		]);
	});

	it('GATE-12 V25 and V26 every seat has its record, every absence its finding; a substitute stands for the absent', () => {
		const absent = { ...ATTENDED, status: 'APOLOGIES_NO_REPORT', mode: null, reason: 'SICKNESS' } as const;
		const record = { type: 'attendance-recorded', personId: 'manager', record: absent } as const;
		expect(asked([record])).toEqual(['V26:manager']);
		expect(asked([record, { type: 'finding-recorded', personId: 'manager', finding: 'ACCEPTED', note: '' }])).toEqual(
			[]
		);
		const excused = { ...record, record: { ...absent, status: 'EXCUSED_CONFLICT' } } as const;
		expect(asked([excused])).toEqual([]);
		const invited = { type: 'person-invited', person: PEOPLE.housing, capacity: 'CORE', request: 'x' } as const;
		expect(asked([invited])).toEqual(['V25:housing', 'V28:AGENCY_INFO.agency-HSG.heard']);
		expect(
			asked([invited, { type: 'substitute-named', personId: 'housing', substitute: PEOPLE.socialDeputy }])
		).toEqual(['V25:deputy', 'V28:AGENCY_INFO.agency-HSG.heard']);
	});

	it('GATE-13 V28 a mandatory item has each field it must record, notes or facts, or a reason for skipping it', () => {
		expect(idsOf(COMPLETE, withMinutes({ 'SUMMARY.response': '' }))).toEqual(['V28:SUMMARY.response']);
		expect(idsOf(COMPLETE, withMinutes({ 'SUMMARY.notes': '' }))).toEqual([]);
		const skipped = { type: 'item-skipped', code: 'SUMMARY', reason: 'Heard under information' } as const;
		expect(asked([skipped], withMinutes({ 'SUMMARY.response': '' }))).toEqual([]);
		expect(idsOf(COMPLETE, withMinutes({ 'LICENCE_ORDERS.notes': '', 'MEDIA.notes': '' }))).toEqual([]);
	});

	it('GATE-14 V28 what is marked [?] is settled first, but not in rows that were removed', () => {
		const texts: Texts = {
			plan: { ...TEXTS.plan, 'R1.evidence': 'Letter of [?] May' },
			minutes: { ...TEXTS.minutes, 'RISK.notes': 'Imminence [?]' }
		};
		expect(idsOf(COMPLETE, texts)).toEqual(['V28:RISK.notes:unresolved', 'V28:R1.evidence:unresolved']);
		const removed = { type: 'action-removed', number: 'A8', reason: 'Twice', by: 'chair' } as const;
		expect(asked([removed], withPlan({ 'A8.text': 'Ask [?]' }))).toEqual(['V14:pillar:SUPERVISION']);
	});

	it('GATE-15 V28 every risk carried over was reviewed', () => {
		expect(idsOf(without('risk-value-set'))).toEqual(['V28:R1:reviewed']);
	});

	it('GATE-16 V29 feedback for the Board does not name the person', () => {
		const named = {
			type: 'smb-feedback-noted',
			id: 's2',
			theme: 'LEARNING',
			agencyId: null,
			agencyName: null
		} as const;
		expect(asked([{ ...named, text: `About ${CASE.subject.name}` }])).toEqual(['V29:s2']);
	});

	it('GATE-17 a warning the chair has answered stays in the list with the answer and no longer waits', () => {
		const late = setAction('A8', { due: '2026-12-19' });
		const over = { type: 'gate-overridden', gate: 'V17:A8:due', reason: 'Weekend shift' } as const;
		const list = gates(fold([...COMPLETE, late, over]), TEXTS);
		expect(list).toMatchObject([{ id: 'V17:A8:due', kind: 'W', overridden: { reason: 'Weekend shift' } }]);
		expect(openWarnings(list)).toEqual([]);
		expect(openErrors(list)).toEqual([]);
	});

	it('GATE-18 only warnings can be passed over, with a reason', () => {
		for (const rule of GATE_RULES) {
			const { kind, finds, seenBy } = gateRow(rule);
			if (!finds) continue;
			const result = given(COMPLETE).when('override-gate', { gate: `${rule}:A8`, reason: 'Known' });
			// A reason would tell everybody what only some may know.
			if (seenBy) result.refused('missing');
			else if (kind === 'E') result.refused('forbidden');
			else result.gives([{ type: 'gate-overridden', gate: `${rule}:A8`, reason: 'Known' }]);
		}
		given(COMPLETE).when('override-gate', { gate: 'V17:A8', reason: '' }).refused('invalid', ['reason']);
		given(COMPLETE).when('override-gate', { gate: 'V99', reason: 'Known' }).refused('missing');
		given(COMPLETE).when('override-gate', { gate: '__proto__', reason: 'Known' }).refused('invalid', ['gate']);
		expect(gateRule('constructor')).toBeNull();
	});
});

describe('from draft to lock', () => {
	const frozen = { texts: TEXTS, sha256: 'ab12', heads: { plan: 7, minutes: 5 }, asks: [] };
	const sent = [...COMPLETE, { type: 'minutes-submitted' }] as const;

	it('GATE-19 the draft is sent to the chair, who returns it with a comment or locks it', () => {
		given(COMPLETE)
			.when('submit-minutes', {}, { as: 'minuteTaker' })
			.gives([{ type: 'minutes-submitted' }, { type: 'accuracy-check-opened', until: '2026-12-22' }]);
		given(sent)
			.when('return-minutes', { comment: 'Say who' })
			.gives([{ type: 'minutes-returned', comment: 'Say who' }]);
		given(sent).when('return-minutes', { comment: '' }).refused('invalid', ['comment']);
		given(sent)
			.when('lock-minutes', { password: ' as typed ' }, { context: { frozen } })
			.gives([{ type: 'minutes-locked', sha256: 'ab12', heads: { plan: 7, minutes: 5 } }]);
	});

	it('GATE-20 the lock is refused while anything must be put right, and lists it with links', () => {
		const texts = withMinutes({ 'RISK.notes': 'Imminence [?]' });
		const locked = given(sent).when('lock-minutes', { password: 'p' }, { context: { frozen: { ...frozen, texts } } });
		locked.refused('not-ready', ['V28:RISK.notes:unresolved']);
		expect(locked.result).toMatchObject({ problems: [{ href: '#RISK.notes' }] });
		given(sent).when('lock-minutes', { password: 'p' }).refused('not-ready');
		given(LIVE).when('lock-minutes', { password: 'p' }, { context: { frozen } }).refused('not-now');
	});

	it('GATE-20 a warning does not stop the lock', () => {
		const warned = [...sent, setAction('A8', { due: '2026-12-19' })];
		given(warned).when('lock-minutes', { password: 'p' }, { context: { frozen } }).after();
	});
});
