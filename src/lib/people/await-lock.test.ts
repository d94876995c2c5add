import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { awaitLock, RETRY_MS } from './await-lock.ts';

const ENDS_IN_MS = 30 * 60_000;

describe('a page whose idle lock is still to come', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	function given(comesAtTry: number) {
		const seen = { tries: 0, isHere: false, reloads: 0 };
		const stop = awaitLock({
			bring: async () => {
				seen.tries += 1;
				if (seen.tries < comesAtTry) throw new Error('The line is lost');
				seen.isHere = true;
			},
			isHere: () => seen.isHere,
			endsInMs: ENDS_IN_MS,
			reload: () => {
				seen.reloads += 1;
			}
		});
		return { seen, stop };
	}

	it('IDLE-8 is loaded anew when its session ends, once and not before', async () => {
		const { seen } = given(Number.POSITIVE_INFINITY);
		await vi.advanceTimersByTimeAsync(ENDS_IN_MS - 1);
		expect(seen.reloads).toBe(0);
		expect(seen.tries).toBe(ENDS_IN_MS / RETRY_MS);
		await vi.advanceTimersByTimeAsync(1);
		expect(seen.reloads).toBe(1);
		await vi.advanceTimersByTimeAsync(ENDS_IN_MS);
		expect(seen.reloads).toBe(1);
	});

	it('IDLE-8 asks again until the lock is here, and then leaves the end to it', async () => {
		const { seen } = given(3);
		await vi.advanceTimersByTimeAsync(2 * RETRY_MS);
		expect(seen).toEqual({ tries: 3, isHere: true, reloads: 0 });
		await vi.advanceTimersByTimeAsync(2 * ENDS_IN_MS);
		expect(seen).toEqual({ tries: 3, isHere: true, reloads: 0 });
	});

	it('IDLE-8 is left in peace once nobody is signed in there any more, even while a try is under way', async () => {
		const { seen, stop } = given(Number.POSITIVE_INFINITY);
		stop();
		await vi.advanceTimersByTimeAsync(2 * ENDS_IN_MS);
		expect(seen).toEqual({ tries: 1, isHere: false, reloads: 0 });
	});
});
