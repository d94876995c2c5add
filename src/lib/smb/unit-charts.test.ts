import { describe, expect, test } from 'vitest';
import { type ActionLife, burnDown, burnDownChart, burnDownTable } from './action-burn-down.ts';
import { itemTimeChart, itemTimeTable, timePerItem } from './time-per-item.ts';

const life = (setOn: string, settledOn: string | null = null, due: string | null = null): ActionLife => ({
	...{ setOn, settledOn, due }
});

describe('actions burning down', () => {
	const actions = [
		life('2026-07-15', '2026-08-31', '2026-08-20'),
		life('2026-08-01', null, '2026-09-15'),
		life('2026-08-31', '2026-10-01', '2026-10-20'),
		life('2026-09-30')
	];

	test('SMB-26 each month says what was set, settled and open on its last day, and what of it is past its day', () => {
		const months = burnDown(actions, '2026-09-30', '2026-12-31').slice(-3);
		expect(months).toEqual([
			{ to: '2026-07-31', set: 1, settled: 0, open: 1, overdue: 0 },
			{ to: '2026-08-31', set: 2, settled: 1, open: 2, overdue: 0 },
			{ to: '2026-09-30', set: 1, settled: 0, open: 3, overdue: 1 }
		]);
		const opened = months.map(({ set, settled }) => set - settled).reduce((sum, one) => sum + one, 0);
		expect(opened).toBe(months.at(-1)?.open);
	});

	test('SMB-26 twelve months, and of a month that runs what is known by today', () => {
		expect(burnDown(actions, '2026-09-30', '2026-12-31')).toHaveLength(12);
		const running = burnDown(actions, '2026-12-31', '2026-10-01');
		expect(running.at(-1)).toEqual({ to: '2026-10-01', set: 0, settled: 1, open: 2, overdue: 1 });
	});

	test('SMB-28 chart and table say the same numbers, and the longest bar fills the width', () => {
		const months = burnDown(actions, '2026-09-30', '2026-12-31');
		const [chart, table] = [burnDownChart(months), burnDownTable(months)];
		expect(chart.rows.map(({ head }) => head)).toEqual(table.rows.map(({ head }) => head));
		expect(chart.rows.map(({ bars }) => bars[0]?.text)).toEqual(table.rows.map(({ cells }) => cells[2]?.text));
		expect(Math.max(...chart.rows.map(({ bars }) => bars[0]?.percent ?? 0))).toBe(100);
		expect(burnDownChart(burnDown([], '2026-09-30', '2026-12-31')).rows[0]?.bars[0]).toEqual({ percent: 0, text: '0' });
	});
});

describe('time spent on items', () => {
	const meetings = [
		[
			{ code: 'WELCOME', used: 3, planned: 2 },
			{ code: 'RMP', used: 12.5, planned: 14 }
		],
		[{ code: 'RMP', used: 7.5, planned: 9 }]
	] as const;

	test('SMB-27 means count the meetings that took the item, in the order of the agenda', () => {
		expect(timePerItem(meetings)).toEqual([
			{ code: 'WELCOME', meetings: 1, used: 3, planned: 2 },
			{ code: 'RMP', meetings: 2, used: 10, planned: 11.5 }
		]);
		expect(timePerItem([])).toEqual([]);
	});

	test('SMB-28 chart and table of the items say the same numbers', () => {
		const times = timePerItem(meetings);
		expect(itemTimeTable(times).rows[1]?.cells.map(({ text }) => text)).toEqual(['2', '10.0', '11.5']);
		expect(itemTimeChart(times).rows[1]?.bars.map(({ text }) => text)).toEqual(['10.0 minutes', '11.5 minutes']);
	});
});
