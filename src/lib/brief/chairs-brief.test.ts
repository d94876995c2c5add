import { describe, expect, it } from 'vitest';
import { CASE, fold, PEOPLE, REVIEW } from '../../../tests/support/scenario.ts';
import { standingAgenda } from '../agenda/agenda.ts';
import type { MeetingEvent } from '../meeting/meeting.ts';
import { type BriefContext, chairsBrief, type OpenAction } from './chairs-brief.ts';
import { DECIDING, decidingFirst, suggestedTime } from './suggested-time.ts';

const action = (number: string, over: Partial<OpenAction> = {}): OpenAction => ({
	...{
		number,
		text: 'Visit',
		ownerName: 'Clover',
		ownerAgencyId: 'agency-CSC',
		ownerAgencyName: 'Children’s Services'
	},
	...{ day: '2026-12-01', status: 'IN_PROGRESS', evidence: '' },
	...over
});
const CONTEXT: BriefContext = {
	...{ today: '2026-12-16', on: '2026-12-17', plan: {}, actions: [] },
	agencyType: (agencyId) => (agencyId === 'agency-MPU' ? 'MAPPA_UNIT' : 'POLICE')
};
const brief = (events: readonly MeetingEvent[] = [], over: Partial<BriefContext> = {}) =>
	chairsBrief({ ...fold([...REVIEW, ...events]), case: CASE }, { ...CONTEXT, ...over });

describe('the chair’s brief', () => {
	it('BRIEF-1 what the plan as handed on lacks is listed by the rules of the catalogue', () => {
		const { gaps } = brief();
		expect(gaps.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['V11', 'V16']));
		expect(gaps.every(({ rule }) => /^V1[1-7]$/.test(rule))).toBe(true);
		const words = Object.fromEntries(
			['risk', 'evidence', 'responseSoFar', 'contingency', 'positiveIndicators', 'negativeIndicators'].map((field) => [
				`R1.${field}`,
				'Written'
			])
		);
		expect(brief([], { plan: words }).gaps.some(({ rule }) => rule === 'V11')).toBe(false);
	});

	it('BRIEF-2 an action is overdue before today, and named apart when it falls due before the meeting', () => {
		const actions = [
			action('A1'),
			action('A2', { day: '2026-12-16' }),
			action('A3', { day: '2026-12-17' }),
			action('A4', { day: null })
		];
		const told = brief([], { actions });
		expect(told.overdue.map(({ number }) => number)).toEqual(['A1']);
		expect(told.dueBefore.map(({ number }) => number)).toEqual(['A2']);
	});

	it('BRIEF-3 missing returns, and people who have not said that they come', () => {
		const saved = {
			type: 'return-saved',
			agencyId: 'agency-CSC',
			number: 1,
			audienceSince: 1,
			isForAll: true
		} as const;
		const sent = {
			type: 'return-sent',
			agencyId: 'agency-CSC',
			number: 1,
			answer: 'INFORMATION',
			checkedOn: null,
			inLieu: false
		} as const;
		const told = brief([saved, sent, { type: 'invitation-answered', personId: 'manager', response: 'ACCEPTED' }]);
		expect(told.returns).toBe(3);
		expect(told.missingReturns.map(({ agencyId }) => agencyId)).toEqual(['agency-POL', 'agency-PRB']);
		expect(told.unconfirmed.map(({ name }) => name)).toEqual([
			PEOPLE.chair.name,
			PEOPLE.minuteTaker.name,
			PEOPLE.social.name
		]);
	});

	it('BRIEF-4 an agency that owns actions and has nobody coming is named with them', () => {
		const actions = [
			action('A1'),
			action('A2'),
			action('A3', { ownerAgencyId: 'agency-HSG', ownerAgencyName: 'Housing' })
		];
		expect(brief([], { actions }).absentOwners.map(({ agencyName, why }) => [agencyName, why])).toEqual([
			['Housing', 'not-invited']
		]);
		const declined: MeetingEvent = { type: 'invitation-answered', personId: 'social', response: 'DECLINED' };
		const named: MeetingEvent = { type: 'substitute-named', personId: 'social', substitute: PEOPLE.socialDeputy };
		const without = brief([declined], { actions }).absentOwners[0];
		expect([without?.why, without?.actions.map(({ number }) => number)]).toEqual(['declined', ['A1', 'A2']]);
		expect(brief([declined, named], { actions }).absentOwners.map(({ agencyId }) => agencyId)).toEqual(['agency-HSG']);
	});
});

describe('where the time goes', () => {
	const items = standingAgenda('REVIEW', 2).items;
	it('BRIEF-5 the items that manage risk get most of the time, and the heaviest of them most of that', () => {
		const plain = suggestedTime(items, {}, 90);
		expect(plain.reduce((sum, { suggested }) => sum + suggested, 0)).toBe(90);
		const deciding = plain.filter(({ decides }) => decides);
		expect(deciding.map(({ code }) => code)).toEqual(DECIDING);
		expect(deciding.reduce((sum, { suggested }) => sum + suggested, 0)).toBe(54);
		expect(plain.every(({ suggested }) => suggested >= 1)).toBe(true);
		const heavy = suggestedTime(items, { DISCLOSURE: 9, RMP: 2 }, 90);
		const minutes = (lines: typeof plain, code: string) => lines.find((line) => line.code === code)?.suggested ?? 0;
		expect(minutes(heavy, 'DISCLOSURE')).toBeGreaterThan(minutes(plain, 'DISCLOSURE'));
		expect(
			decidingFirst(heavy)
				.map(({ code }) => code)
				.slice(0, 2)
		).toEqual(['DISCLOSURE', 'RMP']);
	});
});
