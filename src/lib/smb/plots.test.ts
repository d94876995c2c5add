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
	const own = (number: string, riskKeys: string[], more: object) => ({
		...{ number, riskKeys, pillar: null, status: 'OPEN', removed: null, owner: null, due: null, standing: null },
		...more
	});
	const rmp = {
		...EMPTY_RMP,
		risks: [risk('R1'), risk('R2'), { ...risk('R3'), status: 'RESOLVED' }, risk('R4'), risk('R5')],
		actions: [
			own('A1', ['R1'], { pillar: 'SUPERVISION', owner: {}, due: '2027-01-08' }),
			own('A2', ['R4'], { owner: {}, standing: { frequency: 'monthly', nextCheck: '2027-01-08' } }),
			own('A3', ['R4'], { owner: null, due: '2027-01-08' }),
			own('A4', ['R3'], {})
		]
	} as unknown as Rmp;
	const risks = coverageOf(rmp, {
		'R1.contingency': 'Recall.',
		'R2.contingency': ' ',
		'R2.noActionReason': 'Met already.'
	});

	test('PLOT-4 parts count where something is written, pillars where a risk or its open action names one', () => {
		const shown = new Map(coverageChart(risks).rows.map(({ head, bars }) => [head, bars[0]?.text]));
		expect(shown.get('Contingency')).toBe('1 of 4');
		// R5 has none; of R4 one action has no owner; R2 says why none is needed, so that nothing of one is missing.
		expect(shown.get('An action, or why none is needed')).toBe('3 of 4');
		expect(shown.get('Each action has an owner')).toBe('2 of 4');
		expect(shown.get('Each action has a deadline or a standing check')).toBe('3 of 4');
		expect(shown.get('Pillar: Supervision')).toBe('1 of 4');
		const { columns, rows } = coverageTable(risks);
		expect(columns).toEqual(['R1', 'R2', 'R4', 'R5']);
		const counted = rows.map(({ head, cells }) => [head, `${cells.filter(({ text }) => text === 'Yes').length} of 4`]);
		expect(counted).toEqual([...shown]);
		expect(coverageChart([]).rows).toEqual([]);
	});
});
