/**
 * Presence is written down only while the meeting runs, by the node that sees it, and only to propose attendance (domain.md
 * 6.1). That somebody came is noted at once. That they left is noted when they stay away for a while, with the moment they
 * went: a page that is loaded again writes nothing.
 */
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Database } from '../persistence/database.ts';
import { insertPresenceNote } from '../persistence/presence-notes.ts';
import type { MeetingCache } from './meeting-cache.ts';
import type { PresentPeople } from './present-people.ts';

export type PresenceNotes = {
	/** Somebody's first browser came to this node. */
	readonly arrived: (actor: Pick<Actor, 'areaId' | 'personId'>, meetingId: string) => void;
	/** Their last one left it. */
	readonly left: (areaId: string, meetingId: string, personId: string) => void;
	/** The meeting runs: whoever is connected to this node is noted, those noted before not again. */
	readonly began: (areaId: string, meeting: Pick<Meeting, 'id'>) => void;
};

export type PresenceNoteParts = {
	readonly database: Pick<Database, 'withArea'>;
	readonly nodeId: string;
	readonly cache: MeetingCache;
	readonly people: PresentPeople;
	readonly now: () => Date;
	/** a connection lost for less than this is not written down at all; gaps under five minutes are closed when read */
	readonly leftAfterMs: number;
	readonly log: (line: string) => void;
};

export function createPresenceNotes(parts: PresenceNoteParts): PresenceNotes {
	const { database, nodeId, cache, people, now, log } = parts;
	/** when somebody went who is not noted as gone yet */
	const going = new Map<string, Date>();
	const keyOf = (meetingId: string, personId: string): string => `${meetingId} ${personId}`;

	const note = (areaId: string, meetingId: string, personId: string, what: 'came' | 'left', at: Date): void => {
		database
			.withArea(areaId, (tx) => insertPresenceNote(tx, { areaId, meetingId, personId, nodeId }, what, at))
			.catch((problem: unknown) =>
				log(`presence was not noted: ${problem instanceof Error ? problem.name : 'unknown'}`)
			);
	};
	const isSeated = (meetingId: string, personId: string): boolean =>
		cache.peek(meetingId)?.attendance.seats[personId] !== undefined;
	const arrived: PresenceNotes['arrived'] = ({ areaId, personId }, meetingId) => {
		going.delete(keyOf(meetingId, personId));
		if (cache.peek(meetingId)?.phase !== 'LIVE' || !isSeated(meetingId, personId)) return;
		note(areaId, meetingId, personId, 'came', now());
	};

	return {
		arrived,
		left: (areaId, meetingId, personId) => {
			const at = now();
			going.set(keyOf(meetingId, personId), at);
			setTimeout(() => {
				// Back since, or gone once more: then a later clock looks.
				if (going.get(keyOf(meetingId, personId)) !== at) return;
				going.delete(keyOf(meetingId, personId));
				const meeting = cache.peek(meetingId);
				const isOver = meeting?.endedAt != null && Date.parse(meeting.endedAt) <= at.getTime();
				if (meeting?.startedAt != null && !isOver) note(areaId, meetingId, personId, 'left', at);
			}, parts.leftAfterMs).unref();
		},
		began: (areaId, meeting) => {
			for (const { personId } of people.here(meeting.id)) arrived({ areaId, personId }, meeting.id);
		}
	};
}
