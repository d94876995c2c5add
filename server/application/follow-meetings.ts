/**
 * One path for what happened in a meeting, at this node or at another: every event has its consequences here once, in
 * the order of versions. What is committed here goes straight on; after anything else the log is read.
 */
import type { Stamped } from '#lib/meeting/meeting.ts';
import type { Database } from '../persistence/database.ts';
import { readLog } from '../persistence/meeting-log.ts';
import type { MeetingCache } from './meeting-cache.ts';

/** What follows from events of one meeting at this node; the cache holds the state after them. */
export type Consequences = (areaId: string, meetingId: string, events: readonly Stamped[]) => void;

export type FollowedMeetings = {
	/** Somebody here begins to watch a meeting. @param version what they know already */
	readonly begin: (meetingId: string, version: number) => void;
	/** Events committed by this process. */
	readonly deliver: Consequences;
	/** Whether a watched meeting has events whose consequences are still to come here, when the log has come to `version`. */
	readonly isBehind: (meetingId: string, version: number) => boolean;
	/**
	 * Reads what this node has not seen of a meeting, brings the cache up to it and lets the consequences follow. The
	 * answer comes when everything committed before the call is known.
	 * @throws what the database throws; the next call tries again
	 */
	readonly catchUp: (areaId: string, meetingId: string) => Promise<void>;
};

/** Meetings nobody watches any more whose last version is remembered. */
const REMEMBER = 2000;

export function followMeetings(parts: {
	readonly database: Pick<Database, 'withArea'>;
	readonly cache: MeetingCache;
	readonly isWatched: (meetingId: string) => boolean;
	readonly follow: Consequences;
}): FollowedMeetings {
	const { database, cache, isWatched, follow } = parts;
	/** version up to which consequences have followed here */
	const seen = new Map<string, number>();
	const reading = new Map<string, { again: boolean; done: Promise<void> }>();

	const remember = (meetingId: string, version: number) => {
		seen.delete(meetingId);
		seen.set(meetingId, version);
		if (seen.size <= REMEMBER) return;
		for (const one of seen.keys()) {
			if (isWatched(one)) continue;
			seen.delete(one);
			break;
		}
	};
	const goOn = (areaId: string, meetingId: string, events: readonly Stamped[]) => {
		const from = seen.get(meetingId) ?? 0;
		const fresh = events.filter(({ version }) => version > from);
		const last = fresh.at(-1);
		if (!last) return;
		remember(meetingId, last.version);
		follow(areaId, meetingId, fresh);
	};

	/** Text was taken out of events that are folded here already. */
	const readWhole = (areaId: string, meetingId: string): Promise<Stamped[]> =>
		database.withArea(areaId, (tx) => readLog(tx, meetingId));

	async function readOn(areaId: string, meetingId: string): Promise<void> {
		const watched = isWatched(meetingId);
		const known = cache.peek(meetingId)?.version ?? 0;
		const from = watched ? Math.min(known, seen.get(meetingId) ?? known) : known;
		const events = await database.withArea(areaId, (tx) => readLog(tx, meetingId, from));
		// Never folded over a hole: what is known may have left the cache meanwhile.
		const now = cache.peek(meetingId)?.version ?? 0;
		const first = events[0]?.version;
		if (first === undefined) return;
		if (first > now + 1) return readOn(areaId, meetingId);
		const folded = cache.fold(meetingId, events);
		const meeting = folded ?? cache.fold(meetingId, await readWhole(areaId, meetingId));
		if (meeting) cache.keep(meeting);
		if (watched) goOn(areaId, meetingId, events);
	}

	async function readAll(areaId: string, meetingId: string, state: { again: boolean }): Promise<void> {
		try {
			do {
				state.again = false;
				await readOn(areaId, meetingId);
			} while (state.again);
		} finally {
			// In the same turn as the last question whether to go on: nobody is promised a reading that does not happen.
			reading.delete(meetingId);
		}
	}

	const catchUp = (areaId: string, meetingId: string): Promise<void> => {
		const running = reading.get(meetingId);
		if (running) {
			running.again = true;
			return running.done;
		}
		const state = { again: false, done: Promise.resolve() };
		reading.set(meetingId, state);
		state.done = readAll(areaId, meetingId, state);
		return state.done;
	};

	return {
		begin: (meetingId, version) => {
			const known = seen.get(meetingId);
			if (known === undefined || (!isWatched(meetingId) && known < version)) remember(meetingId, version);
		},
		deliver: (areaId, meetingId, events) => {
			const known = seen.get(meetingId);
			const first = events[0]?.version ?? 0;
			const isNext = known === undefined || first <= known + 1;
			// Another node's events come first: they are read together with these.
			if (isWatched(meetingId) && !isNext) catchUp(areaId, meetingId).catch(() => {});
			else goOn(areaId, meetingId, events);
		},
		isBehind: (meetingId, version) => version > (seen.get(meetingId) ?? version),
		catchUp
	};
}
