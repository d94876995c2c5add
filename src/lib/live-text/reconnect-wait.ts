/** How long a page waits before it connects again, so that a restarted server is not met by everybody in one moment. */
import { CLOSE } from '#lib/wire.ts';

/** No wait is longer than this, so that joining is done within five seconds of the server's return on a busy machine too. */
const MOST_MS = 2900;
const SPREAD_MS = { resync: 300, goingAway: MOST_MS, cutOff: 1900, hurry: 400 } as const;
const TOO_MANY_MS = 10_000;

/**
 * @param code close code of the last line; 0 when it was cut
 * @param failures how often connecting has failed since it last worked
 * @param chance 0 to 1
 * @returns milliseconds, spread evenly over the whole wait: of many pages at most a quarter comes in any 200 ms (F14)
 */
export function reconnectWait(code: number, failures: number, chance: number): number {
	if (code === CLOSE.resync) return 20 + chance * SPREAD_MS.resync;
	if (code === CLOSE.tooMany) return TOO_MANY_MS * (0.5 + chance / 2);
	if (failures > 0) return 50 + chance * Math.min(1000 * 2 ** failures, MOST_MS);
	return 50 + chance * (code === CLOSE.goingAway ? SPREAD_MS.goingAway : SPREAD_MS.cutOff);
}

/** The network is back, or the machine woke up: at once, but not all in the same moment. */
export const hurriedWait = (chance: number): number => chance * SPREAD_MS.hurry;
