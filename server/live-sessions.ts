/**
 * Keeps sockets and sessions in step: a socket is closed when its session ends, and typing over a socket counts as
 * activity, so that nobody is signed out while writing (promises.md 2.4; heartbeats do not count). That a session was
 * ended at another node is found by the nodes' look (nodes/node.ts); that one ran out is found here, within a second.
 */
import type { Sessions } from './persistence/sessions.ts';

export type LiveSessions = {
	/**
	 * Remembers a connection of a session; call the answer when the connection is gone.
	 * @param onDuty whether its person chairs or minutes a running meeting just now: they may be idle for longer
	 */
	readonly watch: (sessionId: string, close: () => void, onDuty?: () => boolean) => () => void;
	/** Gives a session at once the longer time of whoever is on duty, if a connection here says so. */
	readonly keepOnDuty: (sessionId: string) => Promise<void>;
	/** Somebody did something: written down at the next look. */
	readonly active: (sessionId: string) => void;
	/** Closes every connection of a session now (sign-out). */
	readonly end: (sessionId: string) => void;
	/** Writes activity down, then closes what has no good session any more. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => void;
};

const LOOK_EVERY_MS = 10_000;
/** A session that begins to be watched is asked about so soon: it may run out before the next look at all of them. */
const FIRST_GLANCE_MS = 1000;
/** Activity in a session that ends so soon is written down at once, or it would come too late. */
const ENDS_SOON_MS = 15_000;
/** After the moment at which a session runs out, so that it has when we ask. */
const JUST_AFTER_MS = 50;

export function watchLiveSessions(
	sessions: Pick<Sessions, 'touch' | 'goodFor' | 'keepOnDuty'>,
	log: (line: string) => void,
	everyMs = LOOK_EVERY_MS
): LiveSessions {
	const open = new Map<string, Map<() => void, (() => boolean) | undefined>>();
	const busy = new Set<string>();
	/** when each watched session runs out, as far as is known; on the process's own clock, ms */
	const ends = new Map<string, number>();
	let glance: { readonly at: number; readonly timer: NodeJS.Timeout } | null = null;
	let closed = false;

	const end = (sessionId: string) => {
		for (const close of [...(open.get(sessionId)?.keys() ?? [])]) close();
	};

	const isOnDuty = (sessionId: string): boolean =>
		[...(open.get(sessionId)?.values() ?? [])].some((onDuty) => onDuty?.() === true);
	const keepOnDuty = async (ids: readonly string[]): Promise<void> => {
		const duty = ids.filter(isOnDuty);
		if (duty.length > 0) await sessions.keepOnDuty(duty);
	};

	const lookAt = async (which: () => readonly string[]): Promise<void> => {
		try {
			const active = [...busy];
			busy.clear();
			await sessions.touch(active);
			const watched = which();
			await keepOnDuty(watched);
			const asked = performance.now();
			const good = await sessions.goodFor(watched);
			for (const sessionId of watched) {
				const left = good.get(sessionId);
				ends.delete(sessionId);
				if (left === undefined) end(sessionId);
				else if (open.has(sessionId)) ends.set(sessionId, asked + left);
			}
		} catch (problem) {
			// The database is away: nobody is put out for that, and the next look comes soon.
			log(`looking at sessions failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
			return;
		}
		const next = Math.min(...ends.values());
		if (next < performance.now() + everyMs) glanceWithin(next + JUST_AFTER_MS - performance.now());
	};
	const look = () => lookAt(() => [...open.keys()]);

	/** In so many ms at the latest, asks about the sessions that are new or may have run out. */
	const glanceWithin = (ms: number) => {
		const at = performance.now() + Math.max(ms, JUST_AFTER_MS);
		if (closed || (glance !== null && glance.at <= at)) return;
		clearTimeout(glance?.timer);
		const take = () => {
			glance = null;
			const now = performance.now();
			void lookAt(() => [...open.keys()].filter((one) => (ends.get(one) ?? 0) <= now));
		};
		glance = { at, timer: setTimeout(take, at - performance.now()).unref() };
	};

	const timer = setInterval(() => void look(), everyMs).unref();
	return {
		watch: (sessionId, close, onDuty) => {
			const all = open.get(sessionId) ?? new Map();
			if (!open.has(sessionId)) glanceWithin(FIRST_GLANCE_MS);
			open.set(sessionId, all.set(close, onDuty));
			return () => {
				all.delete(close);
				if (all.size > 0 || open.get(sessionId) !== all) return;
				open.delete(sessionId);
				ends.delete(sessionId);
			};
		},
		active: (sessionId) => {
			busy.add(sessionId);
			const left = (ends.get(sessionId) ?? Number.POSITIVE_INFINITY) - performance.now();
			if (left > ENDS_SOON_MS) return;
			ends.delete(sessionId);
			glanceWithin(Math.min(FIRST_GLANCE_MS, left / 2));
		},
		keepOnDuty: (sessionId) => keepOnDuty([sessionId]),
		end,
		look,
		close: () => {
			closed = true;
			clearInterval(timer);
			clearTimeout(glance?.timer);
		}
	};
}
