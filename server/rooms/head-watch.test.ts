import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchHeads } from './head-watch.ts';
import type { Room } from './room-state.ts';

const EVERY_MS = 400;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How often one open document was asked about in so many ms. */
async function askedIn(ms: number, isAlone: () => boolean): Promise<number> {
	const heads = vi.fn(async () => new Map());
	const room = { areaId: 'a', documentId: 'd', text: { baseSeq: 0, tails: [] } } as unknown as Room;
	const stop = watchHeads({ log: { heads }, rooms: () => [room], everyMs: EVERY_MS, isAlone });
	await vi.advanceTimersByTimeAsync(ms);
	stop();
	return heads.mock.calls.length;
}

describe('asking how the open documents stand', () => {
	it('ACROSS-15 is done at every turn beside another node, and at every second one alone', async () => {
		expect(await askedIn(10 * EVERY_MS, () => false)).toBe(10);
		expect(await askedIn(10 * EVERY_MS, () => true)).toBe(5);
	});

	it('ACROSS-15 is never put off by more than one turn', async () => {
		for (let turns = 2; turns < 10; turns++) expect(await askedIn(turns * EVERY_MS, () => true)).toBeGreaterThan(0);
		let isAlone = true;
		setTimeout(
			() => {
				isAlone = false;
			},
			5 * EVERY_MS + 1
		);
		// Alone for five turns, asked at the second and the fourth; then at each of five.
		expect(await askedIn(10 * EVERY_MS, () => isAlone)).toBe(7);
	});
});
