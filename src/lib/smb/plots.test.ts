import { describe, expect, test } from 'vitest';
import { coverageChart, coverageOf, coverageTable } from '#lib/rmp/plan-coverage.ts';
import { EMPTY_RMP, type Rmp } from '#lib/rmp/rmp.ts';
import { actionWeekChart, actionWeeks, actionWeekTable } from './action-weeks.ts';
import { caseAttendance, caseAttendanceChart, caseAttendanceTable } from './case-attendance.ts';
import type { SeatFacts } from './meeting-facts.ts';

describe('actions, week by week', () => {
	const lives = [
		{ setOn: '2026-11-02', settledOn: '2026-11-11', due: '2026-11-20' },
		{ setOn: '2026-11-02', settledOn: null, due: '2026-11-06' },
		{ setOn: '2026-11-17', settledOn: null, due: null }
	];

	test('PLOT-1 each week says what was open, late and closed on its last day, and the running one what is known today', () => {
		expect(actionWeeks(lives, '2026-11-18')).toEqual([
			{ to: '2026-11-08', open: 2, late: 1, closed: 0 },
			{ to: '2026-11-15', open: 1, late: 1, closed: 1 },
			{ to: '2026-11-18', open: 2, late: 1, closed: 0 }
		]);
		expect(actionWeeks(lives, '2027-11-17')).toHaveLength(12);
	});

	test('PLOT-2 chart and table say the same numbers, and nothing is drawn of nothing', () => {
		const weeks = actionWeeks(lives, '2026-11-18');
		expect(actionWeekChart(weeks).rows.map(({ bars }) => bars.map(({ text }) => text))).toEqual(
			actionWeekTable(weeks).rows.map(({ cells }) => cells.map(({ text }) => text))
		);
		expect(actionWeekChart(actionWeeks([], '2026-11-18')).rows).toEqual([]);
	});
});

describe('attendance at the meetings of a case', () => {
	const seat = (agencyId: string, status: SeatFacts['status']): SeatFacts => ({
		...{ agencyId, status, capacity: 'CORE', isChair: false, seniorityMet: true },
		...{ reportAdequate: null, reason: null, finding: null }
	});
	const names = new Map([
		['h', 'Housing'],
		['p', 'Police'],
		['x', 'Never asked']
	]);
	const counted = new Map([...names.keys()].map((id) => [id, 'POLICE'] as const));
	const both = caseAttendance(
		[
			{ seq: 1, on: '2026-10-22', seats: [seat('p', 'ATTENDED'), seat('h', 'NO_APOLOGY_NO_REPORT')] },
			{ seq: 2, on: '2026-12-17', seats: [seat('p', 'DEPUTY_ATTENDED')] }
		],
		counted,
		names
	);

	test('PLOT-3 an agency is counted where it was asked to come, and a deputy counts', () => {
		expect(caseAttendanceChart(both).rows.map(({ head, bars }) => [head, bars[0]?.text])).toEqual([
			['Housing', '0 of 1'],
			['Police', '2 of 2']
		]);
		expect(caseAttendanceTable(both).rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
			['Did not come', 'Not asked'],
			['Came', 'Sent a deputy']
		]);
	});
});

describe('what a plan covers', () => {
	const risk = (key: string) => ({ key, pillar: null, status: 'OPEN', removed: null });
	const rmp = {
		...EMPTY_RMP,
		risks: [risk('R1'), risk('R2'), { ...risk('R3'), status: 'RESOLVED' }],
		actions: [{ number: 'A1', riskKeys: ['R1'], pillar: 'SUPERVISION', status: 'OPEN', removed: null }]
	} as unknown as Rmp;
	const risks = coverageOf(rmp, {
		'R1.contingency': 'Recall.',
		'R2.contingency': ' ',
		'R2.noActionReason': 'Met already.'
	});

	test('PLOT-4 parts count where something is written, pillars where a risk or its open action names one', () => {
		const shown = new Map(coverageChart(risks).rows.map(({ head, bars }) => [head, bars[0]?.text]));
		expect(shown.get('Contingency')).toBe('1 of 2');
		expect(shown.get('An action, or why none is needed')).toBe('2 of 2');
		expect(shown.get('Pillar: Supervision')).toBe('1 of 2');
		expect(coverageTable(risks).columns).toEqual(['R1', 'R2']);
		expect(coverageChart([]).rows).toEqual([]);
	});
});
