/** From when on somebody has missed something. */

/** Away for less than this, nothing is offered. */
export const AWAY_MS = 60_000;

/**
 * From when on somebody who opens the room has missed something; null = nothing to offer.
 * @param seen epoch ms of their last look, as their tab or the server knows; 0 = never here
 * @param startedAt epoch ms; null = not started
 */
export const missedSince = (seen: number, startedAt: number | null, now: number): number | null => {
	if (startedAt === null) return null;
	const since = Math.max(seen, startedAt - 1);
	return now - since > AWAY_MS ? since : null;
};
