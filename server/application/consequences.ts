/** What follows at this node from events that are committed: browsers are told, connections cut, documents reopened or sealed. */
import { isInTheRoom } from '#lib/attendance/attendance.ts';
import type { MeetingEvent } from '#lib/meeting/meeting.ts';
import { CLOSE } from '#lib/wire.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { LiveSockets } from '../socket.ts';
import type { Consequences } from './follow-meetings.ts';
import type { MeetingCache } from './meeting-cache.ts';
import type { PresenceNotes } from './note-presence.ts';
import type { WatchedPlace } from './watched-meetings.ts';

/** What the rooms of typed text must be told; they know nothing of meetings' rules. */
export type TextRooms = Pick<Rooms, 'closePerson' | 'noticeSealed' | 'reopen' | 'wake'>;

/**
 * Who may write changes with these, or words were brought into the plan past its room: everybody comes back through the
 * door of the documents and finds what is so now.
 */
const CHANGES_ACCESS: readonly MeetingEvent['type'][] = [
	'meeting-started',
	'meeting-ended',
	'minutes-submitted',
	'minutes-returned',
	'chair-handed-over',
	'meeting-cancelled',
	'plan-carried-over'
];

export type ConsequenceParts = {
	readonly cache: MeetingCache;
	readonly rooms: TextRooms;
	/** null while nothing listens */
	readonly sockets: () => LiveSockets | null;
	readonly notes: () => Pick<PresenceNotes, 'began'>;
	/** what is open of a meeting at this node */
	readonly places: (meetingId: string) => readonly WatchedPlace[];
};

export const createConsequences =
	({ cache, rooms, sockets: attached, notes, places }: ConsequenceParts): Consequences =>
	(areaId, meetingId, events) => {
		const sockets = attached();
		const meeting = cache.peek(meetingId);
		// Whoever is removed is cut off first: not even why they were removed reaches their browser (R12).
		for (const { event } of events) {
			if (event.type !== 'attendee-removed') continue;
			sockets?.doorChanged(meetingId, event.personId, 'removed');
			rooms.closePerson(event.personId, meetingId, CLOSE.forbidden);
		}
		sockets?.publish(meetingId, events);
		for (const { event } of events) {
			if (event.type !== 'attendee-confirmed' && event.type !== 'statement-accepted') continue;
			if (isInTheRoom(meeting?.attendance.seats[event.personId], 0))
				sockets?.doorChanged(meetingId, event.personId, 'in-the-room');
		}
		for (const { event, at } of events)
			if (event.type === 'minutes-locked') rooms.noticeSealed(meetingId, Date.parse(at));
		if (events.some(({ event }) => CHANGES_ACCESS.includes(event.type))) rooms.reopen(meetingId);
		// A document that is one agency's, or for some alone, opens and closes with other facts: each is judged by itself.
		for (const { actor, documentId, stillHolds } of places(meetingId))
			if (documentId && stillHolds?.() === false)
				rooms.closePerson(actor.personId, meetingId, CLOSE.resync, documentId);
		// Whoever came while the meeting was being started is noted now.
		if (meeting && events.some(({ event }) => event.type === 'meeting-started')) notes().began(areaId, meeting);
	};
