/**
 * How many connections one session may open: enough for a person with many tabs whose server has just restarted, too few
 * to keep the server busy with nothing but opening them.
 */

/** True = this session may open one more connection now. */
export type ConnectionLimit = (sessionId: string) => boolean;

/** A room opens three; ten tabs may come back at once, twice. */
const AT_ONCE = 60;
const PER_SECOND = 3;
const FORGET_EVERY_MS = 1000;

/** @param now ms */
export function limitConnections(now: () => number = () => performance.now()): ConnectionLimit {
	const spent = new Map<string, { readonly tokens: number; readonly at: number }>();
	let forgottenAt = now();
	const tokensOf = (sessionId: string, at: number): number => {
		const known = spent.get(sessionId);
		return known ? Math.min(AT_ONCE, known.tokens + ((at - known.at) * PER_SECOND) / 1000) : AT_ONCE;
	};
	const forgetIdle = (at: number) => {
		if (at - forgottenAt < FORGET_EVERY_MS) return;
		forgottenAt = at;
		for (const one of spent.keys()) if (tokensOf(one, at) >= AT_ONCE) spent.delete(one);
	};
	return (sessionId) => {
		const at = now();
		forgetIdle(at);
		const tokens = tokensOf(sessionId, at);
		if (tokens < 1) return false;
		spent.set(sessionId, { tokens: tokens - 1, at });
		return true;
	};
}
