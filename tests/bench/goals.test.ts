import { describe, expect, test } from 'vitest';
import { compare, type Figure, table } from './goals.ts';

const cpu: Figure = {
	...{ name: 'CPU', unit: 'ms', scenario: 'latency', value: 'cpu' },
	goals: [{ atMost: 0.5, times: 'hocuspocus' }, { atMost: 20 }]
};

describe('the figures and their goals', () => {
	test('BENCH-8 a goal is reached, missed or not measured, by the ratio of the same run', () => {
		const of = (ours: number, theirs: number | null) =>
			compare({ ours: { latency: { cpu: ours } }, hocuspocus: { latency: { cpu: theirs } } }, [cpu])[0];
		expect(of(20, 50)).toMatchObject({ ratio: 0.4, goals: [{ isReached: true }, { isReached: true }] });
		expect(of(30, 50)).toMatchObject({ ratio: 0.6, goals: [{ isReached: false }, { isReached: false }] });
		expect(of(20, null)).toMatchObject({ ratio: null, goals: [{ isReached: null }, { isReached: true }] });
	});

	test('BENCH-8 what nobody measured is left out, and a miss is printed as one', () => {
		expect(compare({}, [cpu])).toEqual([]);
		const printed = table(compare({ ours: { latency: { cpu: 30 } }, hocuspocus: { latency: { cpu: 50 } } }, [cpu]));
		expect(printed).toContain('0.60 x');
		expect(printed).toContain('at most 0.5 x hocuspocus: NOT reached');
	});
});
