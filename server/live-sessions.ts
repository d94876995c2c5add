/**
 * Keeps sockets and sessions in step: a socket is closed when its session ends, and typing over a socket counts as
 * activity, so that nobody is signed out while writing (promises.md 2.4; heartbeats do not count).
 */
import type { Sessions } from './persistence/sessions.ts';

export type LiveSessions = {
	/** Remembers a connection of a session; call the answer when the connection is gone. */
	readonly watch: (sessionId: string, close: () => void) => () => void;
	/** Somebody did something: written down at the next look. */
	readonly active: (sessionId: string) => void;
	/** Closes every connection of a session now (sign-out). */
	readonly end: (sessionId: string) => void;
	/** Writes activity down, then closes what has no good session any more. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => void;
};

const LOOK_EVERY_MS = 10_000;

export function watchLiveSessions(
	sessions: Sessions,
	log: (line: string) => void,
	everyMs = LOOK_EVERY_MS
): LiveSessions {
	const open = new Map<string, Set<() => void>>();
	const busy = new Set<string>();
	const end = (sessionId: string) => {
		for (const close of open.get(sessionId) ?? []) close();
	};
	const look = async () => {
		try {
			const active = [...busy];
			busy.clear();
			await sessions.touch(active);
			const watched = [...open.keys()];
			const good = await sessions.stillGood(watched);
			for (const sessionId of watched) if (!good.has(sessionId)) end(sessionId);
		} catch (problem) {
			// The database is away: nobody is put out for that, and the next look comes soon.
			log(`looking at sessions failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
		}
	};
	const timer = setInterval(() => void look(), everyMs).unref();
	return {
		watch: (sessionId, close) => {
			const all = open.get(sessionId) ?? new Set();
			open.set(sessionId, all.add(close));
			return () => {
				all.delete(close);
				if (all.size === 0 && open.get(sessionId) === all) open.delete(sessionId);
			};
		},
		active: (sessionId) => void busy.add(sessionId),
		end,
		look,
		close: () => clearInterval(timer)
	};
}
