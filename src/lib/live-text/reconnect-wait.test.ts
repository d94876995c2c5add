import { describe, expect, it } from 'vitest';
import { CLOSE } from '#lib/wire.ts';
import { hurriedWait, reconnectWait } from './reconnect-wait.ts';

const PAGES = 400;
/** What many pages draw: every part of the range alike, as a fair die would in the long run. */
const waits = (code: number, failures: number) =>
	Array.from({ length: PAGES }, (_, n) => reconnectWait(code, failures, n / PAGES));
const mostWithin = (times: readonly number[], span: number) =>
	Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + span).length));

describe('coming back', () => {
	it('BADGE-7 at most a quarter of the pages comes in any 200 ms, and all within five seconds (F14)', () => {
		for (const [code, failures] of [
			[CLOSE.goingAway, 0],
			[1006, 0],
			[0, 0],
			[1006, 1],
			[1006, 12],
			[CLOSE.goingAway, 4]
		] as const) {
			const times = waits(code, failures);
			expect(mostWithin(times, 200), `${code} ${failures}`).toBeLessThanOrEqual(PAGES / 4);
			expect(Math.max(...times), `${code} ${failures}`).toBeLessThan(5000);
		}
	});

	it('BADGE-7 a changed role comes back at once, a flood waits, and a network that is back is used soon', () => {
		expect(Math.max(...waits(CLOSE.resync, 0))).toBeLessThan(500);
		expect(Math.min(...waits(CLOSE.tooMany, 0))).toBeGreaterThanOrEqual(5000);
		expect([hurriedWait(0), hurriedWait(1)]).toEqual([0, 400]);
	});
});
