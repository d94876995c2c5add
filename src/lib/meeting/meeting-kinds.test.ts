import { describe, expect, it } from 'vitest';
import { CASE, convened, fold, given, invited, LIVE, letIn } from '../../../tests/support/scenario.ts';
import { ITEM_CODES } from '../agenda/agenda.ts';
import { GATE_RULES } from '../minutes/gate-table.ts';
import { gates } from '../minutes/gates.ts';
import type { MeetingEvent } from './meeting.ts';
import { asksRule, kindOf, MEETING_KINDS, meetingName, REVIEW_LEVELS } from './meeting-kinds.ts';
import { COMMAND_NAMES } from './permissions.ts';

const PROFESSIONALS: readonly MeetingEvent[] = [
	convened({ level: 1 }),
	...letIn('chair', 'minuteTaker', 'manager'),
	invited('social'),
	{ type: 'meeting-started', case: { ...CASE, level: 1 } },
	{ type: 'item-opened', code: 'WELCOME' }
];
const REFERRED = { outcome: 'REFER_2', reasons: 'Three agencies must act together' } as const;

describe('the kinds of meeting', () => {
	it('LEVEL-12 the table names only items, rules and commands that there are', () => {
		for (const { leftOut, mayPass, notAsked, notRun } of Object.values(MEETING_KINDS)) {
			expect([...leftOut, ...mayPass].filter((code) => !ITEM_CODES.includes(code))).toEqual([]);
			expect(notAsked.filter((rule) => !(GATE_RULES as readonly string[]).includes(rule))).toEqual([]);
			expect(notRun.filter((name) => !COMMAND_NAMES.includes(name))).toEqual([]);
		}
		expect(REVIEW_LEVELS).toEqual([2, 3]);
		expect(kindOf(1)).toBe('PROFESSIONALS');
		expect(meetingName({ level: 1, meetingType: 'REVIEW' })).toBe('Level 1 professionals meeting');
		expect(meetingName({ level: 3, meetingType: 'REVIEW' })).toBe('Level 3 review meeting');
	});

	it('LEVEL-12 a professionals meeting takes less of the agenda and ends with what comes of it', () => {
		const items = fold(PROFESSIONALS).agenda.items.map(({ code }) => code);
		expect(items).toEqual([
			...['WELCOME', 'CONFIDENTIALITY', 'STATUS', 'PERSON', 'VICTIMS', 'SUMMARY', 'AGENCY_INFO', 'SAFEGUARDING'],
			...['RISK', 'RMP', 'ACTIONS', 'OUTCOME']
		]);
		const again = fold([convened({ level: 1, seq: 2, meetingType: 'REVIEW' })]).agenda.items.map(({ code }) => code);
		expect(again).toContain('ACTIONS_PREV');
		expect(fold(LIVE).agenda.items.map(({ code }) => code)).not.toContain('OUTCOME');
	});

	it('LEVEL-12 an initial meeting after it looks back on its minutes and actions', () => {
		const items = fold([convened({ seq: 2, followsMeeting: true })]).agenda.items.map(({ code }) => code);
		expect(items).toEqual(expect.arrayContaining(['MINUTES_PREV', 'ACTIONS_PREV', 'LEVEL']));
	});

	it.each(MEETING_KINDS.PROFESSIONALS.notRun)('LEVEL-12 %s is no part of it', (name) => {
		const input = name === 'record-level-decision' ? { outcome: 'MOVE_TO_LEVEL_2' } : {};
		const { result } = given(PROFESSIONALS).when(name, input);
		expect(result.ok).toBe(false);
	});

	it('LEVEL-12 no formal meeting records such an outcome', () => {
		given(LIVE).when('record-outcome', REFERRED).refused('missing');
	});

	it('LEVEL-12 only its own rules are asked: attendance, actions, notes and the outcome', () => {
		const open = gates(fold(PROFESSIONALS), { plan: {}, minutes: {} });
		expect(open.every(({ rule }) => asksRule(1, rule))).toBe(true);
		expect([...new Set(open.map(({ rule }) => rule))]).toEqual(expect.arrayContaining(['V25', 'V28']));
		expect(open.map(({ id }) => id)).toContain('V28:OUTCOME');
		const decided = given(PROFESSIONALS).when('record-outcome', REFERRED).after();
		expect(gates(decided, { plan: {}, minutes: {} }).map(({ id }) => id)).not.toContain('V28:OUTCOME');
	});

	it('LEVEL-12 it ends without a decision on disclosure or on going on without the police', () => {
		expect(given(PROFESSIONALS).when('end-meeting').after().phase).toBe('DRAFT');
		given(LIVE).when('end-meeting').refused('not-ready');
	});

	it('LEVEL-12 of two who record the outcome the later reads the other first', () => {
		const decided: readonly MeetingEvent[] = [
			...PROFESSIONALS,
			{ type: 'outcome-recorded', fields: REFERRED, present: ['chair'] }
		];
		given(decided)
			.when('record-outcome', { ...REFERRED, outcome: 'STAYS' })
			.refused('changed-meanwhile');
		const changed = given(decided)
			.when('record-outcome', { ...REFERRED, outcome: 'STAYS', edition: 1 })
			.after();
		expect(changed.decisions.outcome).toMatchObject({ outcome: 'STAYS', edition: 2 });
		const { result } = given(PROFESSIONALS).when('record-outcome', { outcome: 'STAYS', reasons: '' });
		expect(result).toMatchObject({ ok: false, problems: [{ field: 'reasons' }] });
	});

	it('LEVEL-14 its chair moves it and asks others in, as the unit does with a formal one', () => {
		const before = [convened({ level: 1 }), invited('chair'), invited('minuteTaker')];
		expect(given(before).when('cancel-meeting', { reason: 'Everybody is ill' }).after().phase).toBe('CANCELLED');
		given([convened(), invited('chair'), invited('minuteTaker')])
			.when('cancel-meeting', { reason: 'Everybody is ill' })
			.refused('forbidden');
	});
});
