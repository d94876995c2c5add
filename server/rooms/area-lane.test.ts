import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { areaLane } from './area-lane.ts';
import { commitEvery } from './log-lanes.ts';
import { gatheredFor } from './room-storing.ts';

beforeEach(() => void vi.useFakeTimers({ now: 1000 }));
afterEach(() => void vi.useRealTimers());

/** A database that takes so long for each transaction; when each began, ms since now. */
function laneOf(takesMs: number) {
	const from = performance.now();
	const began: number[] = [];
	const sizes: number[] = [];
	const lane = areaLane<number, number>({
		run: async (_, asks) => {
			began.push(performance.now() - from);
			sizes.push(asks.length);
			await new Promise((resolve) => setTimeout(resolve, takesMs));
			return asks;
		},
		everyMs: commitEvery
	});
	return { lane, began, sizes };
}

describe('a lane to the database', () => {
	it('DOC-34 commits at once where nobody has stored a moment ago, and all areas together after that', async () => {
		const { lane, began, sizes } = laneOf(2);
		const first = lane('north', 1);
		await vi.advanceTimersByTimeAsync(4);
		expect(await first).toBe(1);
		const later = [lane('north', 2), lane('north', 3), lane('south', 4)];
		await vi.advanceTimersByTimeAsync(20);
		expect(await Promise.all(later)).toEqual([2, 3, 4]);
		expect([began, sizes]).toEqual([
			[0, 16, 16],
			[1, 2, 1]
		]);
	});

	it('DOC-34 asks a slow database less often, but at least thirty times a second', async () => {
		const { lane, began } = laneOf(12);
		for (let n = 0; n < 60; n++) {
			void lane('north', n);
			await vi.advanceTimersByTimeAsync(15);
		}
		const gaps = began.slice(-8).map((at, n, all) => at - (all[n - 1] ?? at));
		for (const gap of gaps.slice(1)) expect(gap).toSatisfy((ms: number) => ms >= 30 && ms <= 40);
		expect([commitEvery(1), commitEvery(5), commitEvery(500)]).toEqual([16, 20, 33]);
	});

	it('DOC-34 a room gathers nothing at the pace of a discussion, and longer the more people type in it', () => {
		expect([gatheredFor(12), gatheredFor(40), gatheredFor(900)]).toEqual([0, 40, 66]);
	});
});
