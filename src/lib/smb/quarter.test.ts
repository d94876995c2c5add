import { describe, expect, it } from 'vitest';
import { daysOf, fourQuarters, later, monthsWord, quarterKey, quarterOf, quarterWord, readQuarter } from './quarter.ts';

describe('quarters of the financial year', () => {
	it('REPORT-2 a quarter is one of the financial year, from April', () => {
		expect(quarterOf('2026-12-17')).toEqual({ year: 2026, number: 3 });
		expect(quarterOf('2027-03-31')).toEqual({ year: 2026, number: 4 });
		expect(quarterOf('2027-04-01')).toEqual({ year: 2027, number: 1 });
		expect(daysOf({ year: 2026, number: 3 })).toEqual({ from: '2026-10-01', to: '2026-12-31' });
		expect(daysOf({ year: 2027, number: 4 })).toEqual({ from: '2028-01-01', to: '2028-03-31' });
		expect(quarterWord({ year: 2026, number: 4 })).toBe('Quarter 4 of 2026-27, January to March 2027');
		expect(monthsWord({ year: 2026, number: 3 })).toBe('October to December 2026');
	});

	it('REPORT-2 quarters follow each other without a gap, and their names are read back', () => {
		let quarter = readQuarter('2024-Q1')!;
		for (let n = 0; n < 40; n += 1) {
			const next = later(quarter, 1);
			expect(quarterOf(daysOf(quarter).to)).toEqual(quarter);
			expect(later(next, -1)).toEqual(quarter);
			expect(daysOf(quarter).to < daysOf(next).from).toBe(true);
			expect(readQuarter(quarterKey(next))).toEqual(next);
			quarter = next;
		}
		expect(fourQuarters({ year: 2026, number: 1 }).map(quarterKey)).toEqual([
			'2025-Q2',
			'2025-Q3',
			'2025-Q4',
			'2026-Q1'
		]);
		for (const wrong of ['2026', '2026-Q5', '1999-Q1', '2026-Q3 ', '../x']) expect(readQuarter(wrong)).toBeNull();
	});
});
