import { describe, expect, it } from 'vitest';
import { lowDataIn } from './low-data.svelte.ts';
import { areSlow, type RoundTrips, withRoundTrip } from './round-trips.ts';

describe('little data', () => {
	it('DATA-3 is kept in a cookie, which says yes, no, or nothing yet', () => {
		expect(['low-data=1', 'a=b; low-data=0; c=d', '', 'xlow-data=1', 'low-data=2'].map(lowDataIn)).toEqual([
			...[true, false, null, null, null]
		]);
	});

	it('DATA-4 is offered when three of the last four answers were slow, and not for a hiccup', () => {
		const slowWith = (...all: number[]): boolean => areSlow(all.reduce<RoundTrips>(withRoundTrip, []));
		expect([
			slowWith(3_000),
			slowWith(3_000, 50, 60),
			slowWith(2_000, 1_500, 1_300),
			slowWith(40, 2_000, 1_500, 1_300)
		]).toEqual([...[false, false, true, true]]);
		expect(slowWith(2_000, 1_500, 1_300, 50, 50)).toBe(false);
	});
});
