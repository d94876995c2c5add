/** How much one connection may send (promises Y10): a token bucket of messages, and few requests for the whole document. */
import { LIMIT } from '#lib/wire.ts';

export type Inlet = { tokens: number; at: number; states: readonly number[] };

const STATES_WITHIN_MS = 10_000;

export const inlet = (now: number): Inlet => ({ tokens: LIMIT.messageBurst, at: now, states: [] });

/** Counts one message; false when it is one too many. */
export function mayPass(of: Inlet, now: number): boolean {
	const earned = (Math.max(0, now - of.at) * LIMIT.messagesPerSecond) / 1000;
	of.tokens = Math.min(LIMIT.messageBurst, of.tokens + earned) - 1;
	of.at = now;
	return of.tokens >= 0;
}

/** Counts one request for the document's state; false when it is one too many. */
export function mayAskForState(of: Inlet, now: number): boolean {
	of.states = [...of.states.filter((at) => now - at < STATES_WITHIN_MS), now];
	return of.states.length <= LIMIT.syncStep1Per10s;
}
