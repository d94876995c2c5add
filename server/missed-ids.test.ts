import { describe, expect, test } from 'vitest';
import { createMissedIds } from './missed-ids.ts';

describe('asking for what is not there', () => {
	test('HEADER-8 U-7 three thousand times and a person has to wait, is written down once an hour, and nobody else waits', () => {
		let now = 0;
		const missed = createMissedIds(() => now);
		const told = Array.from({ length: 3000 }, () => missed.note('curious')).filter((isDue) => isDue);
		expect(told).toHaveLength(1);
		expect(missed.waitFor('curious')).toBeGreaterThan(0);
		expect(missed.waitFor('somebody else')).toBe(0);
		now += missed.waitFor('curious') * 1000;
		expect(missed.waitFor('curious')).toBe(0);
		missed.note('curious');
		expect(missed.waitFor('curious')).toBeGreaterThan(0);
		now += 7_200_000;
		expect(missed.note('curious')).toBe(false);
		expect(Array.from({ length: 300 }, () => missed.note('curious')).filter((isDue) => isDue)).toHaveLength(1);
	});

	test('HEADER-8 a hundred old links in a day are nobody’s business', () => {
		let now = 0;
		const missed = createMissedIds(() => now);
		for (let n = 0; n < 100; n++) {
			expect(missed.note('tidy')).toBe(false);
			expect(missed.waitFor('tidy')).toBe(0);
			now += 600_000;
		}
	});
});
