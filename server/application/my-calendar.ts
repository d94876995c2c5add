/** Meetings for somebody's own calendar: when they are and where the door is, and nothing else (R2). */
import { and, asc, eq, ne } from 'drizzle-orm';
import { invitation, meeting } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { CalendarMeeting } from '#lib/mail/calendar-file.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { doorState, NO_MEETING } from './admission.ts';
import { closedPeople, openToPerson } from './case-access.ts';
import { isIdentifier, loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

/** One meeting's entry for one person: taken out again when they are no longer expected. */
const entryFor = (found: Meeting, personId: string): CalendarMeeting | null => {
	const seat = found.attendance.seats[personId];
	if (!seat) return null;
	const { scheduledStart, plannedMinutes } = found.convened;
	const isOff = found.phase === 'CANCELLED' || seat.removed !== null || seat.substitute !== null;
	return {
		...{ meetingId: found.id, scheduledStart, plannedMinutes, revision: found.revision },
		change: isOff ? 'cancel' : 'publish'
	};
};

type Reading = { readonly database: Database; readonly cache: MeetingCache };

async function load(tx: Tx, cache: MeetingCache, meetingId: string): Promise<Meeting | null> {
	const head = await readHead(tx, meetingId);
	return head && loadMeeting(tx, cache, head);
}

/** The entry of one meeting the person is or was invited to; missing for everybody else. */
export async function readCalendarEntry(
	{ database, cache }: Reading,
	actor: Actor,
	meetingId: string
): Promise<Result<CalendarMeeting>> {
	if (!isIdentifier(meetingId)) return NO_MEETING;
	return database.withArea(actor.areaId, async (tx) => {
		const found = await load(tx, cache, meetingId);
		if (!found) return NO_MEETING;
		const closed = await closedPeople(tx, found.convened.caseId, [actor.personId]);
		if (closed.has(actor.personId)) return NO_MEETING;
		const entry = doorState(found, actor, 0) && entryFor(found, actor.personId);
		return entry ? done(entry) : NO_MEETING;
	});
}

/** Every meeting the person was ever invited to that has not been held long ago. */
export const readMyCalendar = ({ database, cache }: Reading, actor: Actor): Promise<readonly CalendarMeeting[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const rows = await tx
			.select({ id: meeting.id })
			.from(invitation)
			.innerJoin(meeting, eq(invitation.meetingId, meeting.id))
			.where(
				and(
					eq(invitation.personId, actor.personId),
					ne(meeting.phase, 'LOCKED'),
					openToPerson(actor.personId, meeting.caseId)
				)
			)
			.orderBy(asc(meeting.scheduledStart));
		const entries: CalendarMeeting[] = [];
		for (const { id } of rows) {
			const found = await load(tx, cache, id);
			const entry = found && entryFor(found, actor.personId);
			if (entry) entries.push(entry);
		}
		return entries;
	});
