/**
 * Presence is written down only while the meeting runs, by the server itself, and only as a proposal (domain.md 6.1):
 * that somebody came at once, that they left only when they stay away for a minute from every node.
 */
import { randomUUID } from 'node:crypto';
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Tx } from '../persistence/database.ts';
import type { FollowedMeetings } from './follow-meetings.ts';
import type { MeetingCache } from './meeting-cache.ts';
import type { PresentPeople } from './present-people.ts';
import { type RunDependencies, runCommand } from './run-command.ts';

export type PresenceNotes = {
	/** Somebody's first browser came to this node. */
	readonly arrived: (actor: Actor, meetingId: string) => void;
	/** Their last one left it, or the node they were at is gone. */
	readonly left: (areaId: string, meetingId: string, personId: string) => void;
	/** The meeting has begun: whoever is connected to this node is noted. */
	readonly began: (areaId: string, meeting: Meeting) => void;
};

export type PresenceNoteParts = {
	readonly run: RunDependencies;
	readonly cache: MeetingCache;
	readonly people: PresentPeople;
	readonly followed: FollowedMeetings;
	/** who is connected to other nodes, as the database says */
	readonly presentElsewhere: (tx: Tx, meetingId: string) => Promise<readonly string[]>;
	/** a connection lost for less than this is not written down at all; gaps under five minutes are closed when read */
	readonly leftAfterMs: number;
	readonly log: (line: string) => void;
};

export function createPresenceNotes(parts: PresenceNoteParts): PresenceNotes {
	const { run, cache, people, followed, log } = parts;
	const failed = (problem: unknown) =>
		log(`presence was not noted: ${problem instanceof Error ? problem.name : 'unknown'}`);

	const note = async (areaId: string, meeting: Meeting, personId: string, connected: boolean): Promise<void> => {
		const seat = meeting.attendance.seats[personId];
		const isOpen = seat?.presence.some((stretch) => stretch.to === null) ?? false;
		if (meeting.phase !== 'LIVE' || !seat || isOpen === connected) return;
		const actor: Actor = { ...seat.person, areaId, roles: [] };
		const input = { personId, connected, at: run.now().toISOString() };
		const request = { actor, meetingId: meeting.id, command: 'note-presence', commandId: randomUUID(), input };
		await runCommand({ ...run, internal: true }, request);
	};

	const isAway = async (areaId: string, meetingId: string, personId: string): Promise<boolean> => {
		if (people.isPresent(meetingId, personId)) return false;
		const others = await run.database.withArea(areaId, (tx) => parts.presentElsewhere(tx, meetingId));
		return !others.includes(personId) && !people.isPresent(meetingId, personId);
	};
	const noteLeft = async (areaId: string, meetingId: string, personId: string): Promise<void> => {
		if (!(await isAway(areaId, meetingId, personId))) return;
		// Another node may have noted it already.
		await followed.catchUp(areaId, meetingId);
		const meeting = cache.peek(meetingId);
		if (meeting) await note(areaId, meeting, personId, false);
	};

	return {
		arrived: (actor, meetingId) => {
			const meeting = cache.peek(meetingId);
			if (meeting) note(actor.areaId, meeting, actor.personId, true).catch(failed);
		},
		left: (areaId, meetingId, personId) => {
			setTimeout(() => void noteLeft(areaId, meetingId, personId).catch(failed), parts.leftAfterMs).unref();
		},
		began: (areaId, meeting) => {
			for (const { personId } of people.here(meeting.id)) note(areaId, meeting, personId, true).catch(failed);
		}
	};
}
