import { describe, expect, it } from 'vitest';
import { DEFAULT_AREA_CONFIG } from '../cases/area-config.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { type ActionFacts, heldOn, type MeetingFacts, type SeatFacts } from './meeting-facts.ts';
import { quarterReport } from './quarter-report.ts';
import type { BoardCase, BoardReferral, HeldMeeting, ReportSources } from './report-sources.ts';
import { everyFigure, shareOf } from './shown-figures.ts';

const Q3 = { year: 2026, number: 3 } as const;
const FACTS: MeetingFacts = {
	category: 1,
	shortNotice: false,
	outcome: 'RETAIN_LEVEL',
	seats: [],
	disclosures: [],
	actions: [],
	items: []
};
const held = (id: string, on: string, more: Partial<HeldMeeting> = {}): HeldMeeting => ({
	...{ id, on, caseId: 'c1', level: 2, type: 'REVIEW', extraordinary: false, isLocked: true, distributedOn: null },
	...more
});
const aCase = (more: Partial<BoardCase> = {}): BoardCase => ({
	...{ id: 'c1', category: 1, level: 2, isOpen: true, openedOn: '2026-01-01', dateOfBirth: '1984-02-14' },
	...{ ethnicity: 'White British', firstLanguage: 'English', hasNeeds: true, changes: [] },
	...more
});
const referral = (more: Partial<BoardReferral>): BoardReferral => ({
	...{
		id: 'r1',
		agencyId: 'pol',
		caseId: 'c1',
		receivedOn: '2026-10-01',
		decidedOn: '2026-10-02',
		state: 'Accepted - level 2'
	},
	...{ isBeforeRelease: false, isLate: false, acceptedOn: '2026-10-02', initialDue: '2026-10-30' },
	...more
});
const sources = (more: Partial<ReportSources>): ReportSources => ({
	agencies: [{ id: 'pol', code: 'POL', name: 'Police', type: 'POLICE', counts: true }],
	...{
		held: [],
		recorded: [],
		actions: [],
		referrals: [],
		cases: [],
		feedback: [],
		reportedDone: [],
		movedDeadlines: [],
		entered: new Map(),
		audited: new Map()
	},
	configOn: () => DEFAULT_AREA_CONFIG,
	...more
});
const report = (more: Partial<ReportSources>, asAt = '2026-12-31') =>
	everyFigure(quarterReport(sources(more), Q3, asAt));
const share = (more: Partial<ReportSources>, code: string, asAt?: string): string =>
	shareOf(report(more, asAt), `${code}.inTime`, `${code}.of`).text;

describe('the indicators', () => {
	it('KPI-1 a review on the last day counted is in time, the day after it is not', () => {
		const of = (on: string) => share({ held: [held('m1', '2026-10-22'), held('m2', on, { level: 3 })] }, 'K1');
		expect(of('2026-12-17')).toBe('1 of 1');
		expect(of('2026-12-18')).toBe('0 of 1');
	});

	it('KPI-1 a review that fell due and was not held counts, while the case is open at that level', () => {
		const all = { held: [held('m1', '2026-08-10')], cases: [aCase()] };
		expect(share(all, 'K2')).toBe('0 of 1');
		expect(share({ ...all, cases: [aCase({ isOpen: false })] }, 'K2')).toBe('0 of 0');
		expect(share({ ...all, cases: [aCase({ level: 3 })] }, 'K2')).toBe('0 of 0');
		const left = aCase({ level: 1, changes: [{ on: '2026-12-20', part: 'LEVEL', before: { level: 2 } }] });
		expect(share({ ...all, cases: [left] }, 'K2')).toBe('0 of 1');
		expect(share(all, 'K2', '2026-11-30')).toBe('0 of 0');
	});

	it('KPI-2 minutes count in the quarter in which they are due, also of a meeting held before it or never locked', () => {
		const m = (on: string, out: string | null, isLocked = true) => ({
			held: [held('m', on, { distributedOn: out, isLocked })]
		});
		expect(share(m('2026-09-25', '2026-10-09'), 'K6')).toBe('1 of 1');
		expect(share(m('2026-09-25', '2026-10-10'), 'K6')).toBe('0 of 1');
		expect(share(m('2026-11-02', null, false), 'K6')).toBe('0 of 1');
		expect(share(m('2026-12-29', null), 'K6')).toBe('0 of 0');
	});

	it('KPI-3 a first meeting is measured from the referral that led to it, a referral about a known case from none', () => {
		const initial = held('m1', '2026-10-30', { type: 'INITIAL' });
		expect(share({ held: [initial], referrals: [referral({})] }, 'K7')).toBe('1 of 1');
		expect(share({ held: [{ ...initial, on: '2026-11-02' }], referrals: [referral({})] }, 'K7')).toBe('0 of 1');
		expect(share({ referrals: [referral({})] }, 'K7')).toBe('0 of 1');
		const again = referral({ id: 'r2', acceptedOn: '2026-12-10', initialDue: '2026-12-17' });
		expect(share({ held: [initial], referrals: [referral({}), again] }, 'K7')).toBe('1 of 1');
	});

	it('KPI-4 referrals before release count when they are decided, late ones against', () => {
		const shown = report({
			referrals: [referral({ isBeforeRelease: true, isLate: true }), referral({ id: 'r2', isBeforeRelease: true })]
		});
		expect([shown('T7.total.onTime'), shown('T7.total.beforeRelease'), shown('T7.POL.late')]).toEqual([1, 2, 1]);
	});

	it('KPI-5 an action counts by what the last meeting up to the day recorded of it', () => {
		const one = (more: Partial<ActionFacts>): ActionFacts => ({
			...{ number: 'A1', agencyId: 'pol', due: '2026-11-20', status: 'NOT_STARTED', completedOn: null, isNew: true },
			...more
		});
		const acted = (...later: ActionFacts[]) => ({
			actions: [
				{ caseId: 'c1', on: '2026-10-22', actions: [one({})] },
				{ caseId: 'c1', on: '2026-12-17', actions: later }
			]
		});
		const of = (facts: ActionFacts, asAt?: string, more: Partial<ReportSources> = {}) => {
			const shown = report({ ...acted(facts), ...more }, asAt);
			return ['due', 'onTime', 'late', 'overdue', 'reported', 'notCompleted', 'withdrawn'].filter((key) =>
				shown(`T5.POL.${key}`)
			);
		};
		const done = one({ isNew: false, status: 'COMPLETED', completedOn: '2026-11-20' });
		expect(of(done)).toEqual(['due', 'onTime']);
		expect(of({ ...done, completedOn: '2026-11-21' })).toEqual(['due', 'late']);
		expect(of(one({ isNew: false, status: 'NOT_COMPLETED' }))).toEqual(['due', 'notCompleted']);
		expect(of(one({ isNew: false, status: 'NO_LONGER_NEEDED' }))).toEqual(['withdrawn']);
		expect(of(done, '2026-12-01')).toEqual(['due', 'overdue']);
		expect(of(done, '2026-12-01', { reportedDone: [{ caseId: 'c1', number: 'A1', on: '2026-11-19' }] })).toEqual([
			...['due', 'reported']
		]);
		// Reported after the day asked about, it was not known then.
		expect(of(done, '2026-12-01', { reportedDone: [{ caseId: 'c1', number: 'A1', on: '2026-12-02' }] })).toEqual([
			...['due', 'overdue']
		]);
		// Nobody said on which day: the meeting that heard of it is the day known.
		expect(of({ ...done, completedOn: null })).toEqual(['due', 'late']);
	});

	it('KPI-5 T5 a deadline that the chair moved between meetings counts as moved, until the next meeting says otherwise', () => {
		const one: ActionFacts = {
			...{ number: 'A1', agencyId: 'pol', due: '2026-11-20', status: 'IN_PROGRESS', completedOn: null, isNew: true }
		};
		const of = (later: readonly ActionFacts[], asAt: string) => {
			const actions = [
				{ caseId: 'c1', on: '2026-10-22', actions: [one] },
				{ caseId: 'c1', on: '2026-12-17', actions: later }
			];
			const movedDeadlines = [{ caseId: 'c1', number: 'A1', on: '2026-11-18', due: '2026-12-11' }];
			const shown = report({ actions, movedDeadlines }, asAt);
			return [shown('T5.POL.due'), shown('T5.POL.onTime'), shown('T5.POL.overdue')];
		};
		expect(of([], '2026-11-17')).toEqual([0, 0, 0]);
		expect(of([], '2026-11-30')).toEqual([0, 0, 0]);
		expect(of([], '2026-12-15')).toEqual([1, 0, 1]);
		const done = { ...one, isNew: false, due: '2026-12-11', status: 'COMPLETED', completedOn: '2026-12-10' } as const;
		expect(of([done], '2026-12-31')).toEqual([1, 1, 0]);
	});

	it('KPI-5 nothing is due before its day', () => {
		const one: ActionFacts = {
			...{ number: 'A1', agencyId: 'pol', due: '2026-11-20', status: 'NOT_STARTED', completedOn: null, isNew: true }
		};
		const done = { ...one, isNew: false, status: 'COMPLETED', completedOn: '2026-11-20' } as const;
		const of = (facts: ActionFacts, asAt: string) => {
			const actions = [
				{ caseId: 'c1', on: '2026-10-22', actions: [one] },
				{ caseId: 'c1', on: '2026-12-17', actions: [facts] }
			];
			const shown = report({ actions }, asAt);
			return ['due', 'onTime', 'late', 'overdue'].filter((key) => shown(`T5.POL.${key}`));
		};
		expect(of(done, '2026-11-20')).toEqual([]);
	});

	it('KPI-6 the caseload at the beginning and what came in are the caseload at the end and what left', () => {
		const cases = [
			aCase(),
			aCase({ id: 'c2', level: 3, changes: [{ on: '2026-11-01', part: 'LEVEL', before: { level: 2 } }] }),
			aCase({ id: 'c3', isOpen: false, changes: [{ on: '2026-10-05', part: 'STATUS', before: { isOpen: true } }] }),
			aCase({ id: 'c4', openedOn: '2026-12-01', category: 3 }),
			aCase({ id: 'c5', level: 1 })
		];
		const shown = report({ cases });
		const row = (level: string) => ['start', 'in', 'out', 'end'].map((key) => shown(`T2.${level}.${key}`));
		expect([row('L2'), row('L3')]).toEqual([
			[3, 1, 2, 2],
			[0, 1, 0, 1]
		]);
		expect(shown('T2.L2.C3')).toBe(1);
	});

	it('KPI-7 a meeting counts in the quarter in which it was held, and figures of an agency stay with it', () => {
		const one = held('m1', '2026-12-31', { type: 'INITIAL' });
		const recorded = [{ meetingId: 'm1', facts: FACTS }];
		expect(report({ held: [one], recorded })('T1.held')).toBe(1);
		expect(report({ held: [{ ...one, on: '2027-01-01' }], recorded })('T1.held')).toBe(0);
	});

	it('KPI-8 where fewer than five are counted there is no percentage, and both numbers are always said', () => {
		const shown = (n: number, m: number) => shareOf((id) => (id === 'n' ? n : m), 'n', 'm');
		expect(shown(1, 2)).toEqual({ text: '1 of 2', percent: null });
		expect(shown(7, 9)).toEqual({ text: '77.8% (7 of 9)', percent: 77.8 });
		expect(shareOf((id) => (id === 'n' ? null : 9), 'n', 'm').text).toBe('[c]');
		expect(shareOf(() => undefined, 'n', 'm').text).toBe('[x]');
	});

	it('QUALITY-9 audits submitted here are counted, what was entered stands where none was, and what nobody knows is no 0', () => {
		const entered = new Map([
			['audits-3', 4],
			['audits-4', 2]
		]);
		const table = (more: Partial<ReportSources>) =>
			['audits-1', 'audits-2', 'audits-3', 'audits-4', 'total'].map((id) => report(more)(`T10.${id}`));
		expect(table({ entered })).toEqual([undefined, undefined, 4, 2, 6]);
		expect(table({ entered, audited: new Map([[3, 7]]) })).toEqual([0, 0, 7, 0, 7]);
		expect(table({})).toEqual([undefined, undefined, undefined, undefined, undefined]);
	});
});

describe('what changes in the middle of a quarter', () => {
	const seat = (agencyId: string): SeatFacts => ({
		...{ agencyId, capacity: 'CORE', isChair: false, status: 'ATTENDED', seniorityMet: true, reportAdequate: null },
		...{ reason: null, finding: null }
	});
	const [police, trust, merged] = [
		{ id: 'pol', code: 'POL', name: 'Police', type: 'POLICE', counts: true },
		{ id: 'hsg', code: 'HSG', name: 'Housing', type: 'HOUSING_AUTHORITY', counts: true },
		{ id: 'new', code: 'NEW', name: 'Housing and Homes', type: 'HOUSING_AUTHORITY', counts: true }
	] as const;
	const due = { number: 'A1', due: '2026-11-20', status: 'COMPLETED', completedOn: '2026-11-19', isNew: true } as const;
	const recorded = [
		{ meetingId: 'm1', facts: { ...FACTS, seats: [seat('pol'), seat('hsg')] } },
		{ meetingId: 'm2', facts: { ...FACTS, seats: [seat('pol'), seat('new')] } }
	];
	const both = {
		held: [held('m1', '2026-10-20'), held('m2', '2026-12-08')],
		recorded,
		actions: [{ caseId: 'c1', on: '2026-10-20', actions: [{ ...due, agencyId: 'hsg' }] }]
	};

	it('REPORT-9 an agency that is renamed keeps its figures, those before and those after', () => {
		const figuresOf = (name: string) =>
			quarterReport(sources({ ...both, agencies: [police, { ...trust, name }] }), Q3, '2026-12-31');
		expect(figuresOf('Housing Northmere')).toEqual(figuresOf('Housing'));
	});

	it('REPORT-9 of two agencies that became one each keeps what it did, and the totals count both', () => {
		const shown = report({ ...both, agencies: [police, trust, merged] });
		const of = (code: string) => [shown(`T3.L2.${code}.invited`), shown(`T3.L2.${code}.attended`)];
		expect([of('HSG'), of('NEW'), of('POL'), of('total')]).toEqual([
			[1, 1],
			[1, 1],
			[2, 2],
			[4, 4]
		]);
		expect([shown('T5.HSG.onTime'), shown('T5.NEW.due'), shown('T5.total.due')]).toEqual([1, 0, 1]);
		// It is asked to no meeting any more, and what it did stays.
		const left = report({ ...both, agencies: [police, { ...trust, counts: false }, merged] });
		expect([left('T5.HSG.onTime'), left('T3.L2.NEW.attended')]).toEqual([1, 1]);
	});

	it('REPORT-10 a meeting moved across the end of the quarter counts in the one it was held in, and in no other', () => {
		const moved = { held: [held('m1', '2027-01-05')], recorded: recorded.slice(0, 1) };
		expect([report(moved)('T1.held'), report(moved, '2027-03-31')('T1.held')]).toEqual([0, 0]);
		const next = quarterReport(sources(moved), { year: 2026, number: 4 }, '2027-03-31').values;
		expect(next.get('T1.held')).toBe(1);
		const began = (startedAt: string | null) =>
			heldOn({ startedAt, convened: { scheduledStart: '2026-09-29T09:00:00Z' } } as Meeting);
		// By the clocks of London: half past midnight there is the next day, and the next quarter.
		expect([began('2026-09-30T22:30:00Z'), began('2026-09-30T23:30:00Z'), began(null)]).toEqual([
			'2026-09-30',
			'2026-10-01',
			'2026-09-29'
		]);
	});
});
