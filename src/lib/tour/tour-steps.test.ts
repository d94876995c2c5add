import { describe, expect, it } from 'vitest';
import { stepFrom, TOUR_ROLES, tourSteps } from './tour-steps.ts';

describe('the guided tour', () => {
	it('TOUR-1 has six to nine steps for each role, each with whole sentences and a place of the room', () => {
		for (const role of TOUR_ROLES) {
			const steps = tourSteps(role);
			expect(steps.length).toBeGreaterThanOrEqual(6);
			expect(steps.length).toBeLessThanOrEqual(9);
			expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
			for (const { words, title, at } of steps) {
				expect(words).toMatch(/^[A-Z].{20,220}\.$/);
				expect([title.length, at.length].every((length) => length > 0)).toBe(true);
			}
		}
	});

	it('TOUR-1 the chair is shown what a chair has, and somebody of an agency what they have', () => {
		const ids = TOUR_ROLES.map((role) => tourSteps(role).map(({ id }) => id));
		expect(ids[0]).toContain('hands');
		expect(ids[1]).toContain('notes');
		expect(ids[2]).toEqual(expect.arrayContaining(['hand', 'catch-up']));
		expect(ids[2]).not.toContain('hands');
	});

	it('TOUR-2 a part that is not there is left out in both directions, and the tour goes on', () => {
		const steps = tourSteps('attendee');
		const hand = steps.findIndex(({ id }) => id === 'hand');
		const isThere = (): boolean => false;
		expect(steps[stepFrom(steps, hand - 1, 1, isThere) ?? -1]?.id).toBe('keys');
		expect(steps[stepFrom(steps, steps.length - 1, -1, isThere) ?? -1]?.id).toBe('people');
		expect(stepFrom(steps, steps.length - 1, 1, isThere)).toBeNull();
		expect(stepFrom(steps, 0, -1, isThere)).toBeNull();
		expect(stepFrom(steps, hand - 1, 1, () => true)).toBe(hand);
	});
});
