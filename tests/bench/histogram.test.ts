import { describe, expect, test } from 'vitest';
import { histogram, median, note, percentile, quantile } from './histogram.ts';

describe('times and their shares', () => {
	test('BENCH-4 a quantile is the time that the share did not exceed, to 10 microseconds', () => {
		const times = histogram();
		for (let n = 1; n <= 1000; n++) note(times, n / 10);
		expect(quantile(times, 0.5)).toBeCloseTo(50, 1);
		expect(quantile(times, 0.99)).toBeCloseTo(99, 1);
		expect(times.max).toBe(100);
		expect(quantile(histogram(), 0.5)).toBeNaN();
	});

	test('BENCH-4 a percentile of few values is one of them, in any order', () => {
		const values = [3, 1, 2];
		expect([percentile(values, 0.5), percentile(values, 0.99), median(values)]).toEqual([2, 3, 2]);
		expect(median([4, 1, 3, 2])).toBe(2);
		expect(percentile([], 0.5)).toBeNaN();
		expect(values).toEqual([3, 1, 2]);
	});
});
