import { describe, expect, it } from 'vitest';
import { COMPLETE, TEXTS } from '../../../tests/support/complete-meeting.ts';
import { fold, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { recordPlan } from '../minutes/record-plan.ts';
import { recordVersion } from '../minutes/record-version.ts';
import { changeWords, trendWords } from './change-words.ts';
import { comparePlans, type PlanVersion, planInWords } from './plan-version.ts';

const BEFORE: Readonly<Record<string, string>> = { ...TEXTS.plan, 'A1.text': 'Draw the zone map' };
const versionOf = (events: readonly MeetingEvent[], texts: Readonly<Record<string, string>>): PlanVersion =>
	planInWords(fold(events).rmp, texts);
const compared = (events: readonly MeetingEvent[], texts: Readonly<Record<string, string>>) =>
	comparePlans(versionOf(REVIEW, BEFORE), versionOf([...REVIEW, ...events], texts));

describe('two versions of a plan', () => {
	it('PLAN-7 the same plan has not changed', () => {
		const { risks, actions } = compared([], BEFORE);
		expect([...risks, ...actions].map(({ name, change, parts }) => [name, change, parts])).toEqual([
			['R1', 'unchanged', []],
			['A1', 'unchanged', []]
		]);
	});

	it('PLAN-7 texts, values from and to, new rows and removed ones with the reason', () => {
		const { risks, actions } = compared(
			[
				{ type: 'risk-value-set', key: 'R1', from: {}, to: { status: 'REDUCED', victims: ['V1'] } },
				{ type: 'action-value-set', number: 'A1', from: {}, to: { owner: PEOPLE.housing, due: '2026-12-18' } },
				{ type: 'risk-added', key: 'R4', sinceMeeting: 2 },
				{ type: 'action-added', number: 'A8', riskKeys: ['R4'], sinceMeeting: 2 },
				{ type: 'action-removed', number: 'A8', reason: 'Twice', by: 'chair' }
			],
			{ ...BEFORE, 'R1.contingency': 'Police at once', 'R4.title': 'Loss of address' }
		);
		expect(risks.map(({ name, title, change }) => [name, title, change])).toEqual([
			['R1', 'Contact with V1', 'changed'],
			['R4', 'Loss of address', 'added']
		]);
		expect(risks[0]?.parts).toEqual([
			{ label: 'Status', kind: 'value', before: 'No change', now: 'Reduced' },
			{ label: 'Victims', kind: 'value', before: '', now: 'V1' },
			{ label: 'Contingency', kind: 'text', before: BEFORE['R1.contingency'], now: 'Police at once' }
		]);
		expect(risks[0]?.same.map(({ label }) => label)).toContain('Evidence');
		expect(actions).toHaveLength(1);
		expect(actions[0]?.parts.map(({ label, before, now }) => [label, before, now])).toEqual([
			['Owner', `${PEOPLE.social.name}, ${PEOPLE.social.agencyName}`, 'Mallow Keystone, Saltby Housing Options'],
			['By when', 'Friday 20 November 2026', 'Friday 18 December 2026']
		]);
		const gone = compared([{ type: 'risk-removed', key: 'R1', reason: 'Merged into R4', by: 'chair' }], BEFORE).risks;
		expect(gone).toMatchObject([{ name: 'R1', change: 'removed', reason: 'Merged into R4' }]);
		expect(gone[0]?.parts).toContainEqual({ label: 'Evidence', kind: 'text', before: 'Letter of 12 May', now: '' });
	});

	it('PLAN-7 a row that the later plan no longer has says how it had ended, and a row that comes back is new', () => {
		const settled = versionOf(
			[...REVIEW, { type: 'risk-value-set', key: 'R1', from: {}, to: { status: 'RESOLVED' } }],
			BEFORE
		);
		const nothing: PlanVersion = { risks: [], actions: [] };
		expect(comparePlans(settled, nothing).risks).toMatchObject([{ change: 'removed', reason: 'Resolved' }]);
		expect(comparePlans(nothing, settled).risks).toMatchObject([{ change: 'added', reason: '' }]);
	});

	it('PLAN-8 a plan and its sealed record are the same version', () => {
		const meeting = fold([
			...COMPLETE,
			{ type: 'risk-value-set', key: 'R1', from: {}, to: { controlType: 'EXTERNAL', victims: ['V1'] } },
			{
				type: 'action-value-set',
				number: 'A9',
				from: {},
				to: { controlType: 'INTERNAL', supporters: [PEOPLE.housing] }
			}
		]);
		const texts = { ...TEXTS.plan, 'R1.evidenceBasis': 'OASys 12 May', 'A1.text': 'Draw the zone map' };
		const record = recordPlan(meeting, texts, { byAgency: () => '', byPerson: () => '' }, null);
		const { risks, actions } = comparePlans(planInWords(meeting.rmp, texts), recordVersion(record));
		expect([...risks, ...actions].flatMap(({ name, parts }) => parts.map((part) => [name, part]))).toEqual([
			// A record tells the day an action was completed with its evidence.
			['A1', expect.objectContaining({ label: 'Evidence or progress' })]
		]);
		expect(risks.length + actions.length).toBe(6);
	});

	it('PLAN-9 a row says in one line what became of it, and a risk how it has gone', () => {
		const { risks } = compared(
			[{ type: 'risk-value-set', key: 'R1', from: {}, to: { status: 'INCREASED', orientation: null } }],
			{ ...BEFORE, 'R1.risk': 'Something else', 'R1.evidence': '', 'R1.evidenceBasis': 'ARMS', 'R1.contingency': 'x' }
		);
		expect(risks.map(changeWords)).toEqual([
			'status from No change to Increased; kind from Protective to nothing; risk and contingency rewritten; why these measures should work written; evidence taken out'
		]);
		expect(compared([], BEFORE).risks.map(changeWords)).toEqual(['']);
		const trend = [
			{ seq: 1, status: 'OPEN' },
			{ seq: 2, status: 'INCREASED' }
		] as const;
		expect(trendWords(trend, 1, { status: 'REDUCED', reviewed: true })).toBe(
			'New at meeting 1, Increased at meeting 2, now Reduced'
		);
		expect(trendWords(trend, 1, { status: 'INCREASED', reviewed: false })).toMatch(/, not reviewed yet$/);
		expect(trendWords([{ seq: 0, status: 'OPEN' }], 0, { status: 'OPEN', reviewed: true })).toBe(
			'New before this service, now No change'
		);
		expect(trendWords([], 2, { status: 'OPEN', reviewed: true })).toBe('');
	});
});
