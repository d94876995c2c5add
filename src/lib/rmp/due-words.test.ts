import { describe, expect, it } from 'vitest';
import { inWorkingDays } from './due-words.ts';

describe('a deadline in words', () => {
	it('ROOM-17 A deadline is said with its weekday and the working days from the meeting, bank holidays left out.', () => {
		expect(inWorkingDays('2026-12-17', '2026-12-18')).toBe('Fri 18 Dec, 1 working day');
		expect(inWorkingDays('2026-12-21', '2026-12-30')).toBe('Wed 30 Dec, 5 working days');
		expect(inWorkingDays('2026-12-17', '2026-12-17')).toBe('Thu 17 Dec, today');
		expect(inWorkingDays('2026-12-18', '2026-12-19')).toBe('Sat 19 Dec, before the next working day');
		expect(inWorkingDays('2026-12-17', '2026-12-14')).toBe('Mon 14 Dec, before this meeting');
	});

	it('TIME-4 a deadline beyond the known bank holidays says so where it is chosen', () => {
		expect(inWorkingDays('2028-12-20', '2029-01-04')).toMatch(
			/^Thu 4 Jan, \d+ working days\. Bank holidays are known up to 2028/
		);
	});
});
