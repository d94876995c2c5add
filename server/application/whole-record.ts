/** Who reads the whole record of a locked meeting: its chair and minute taker, and the area's MAPPA unit (domain.md 7). */
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isRecorder, type Meeting } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { closedPeople } from './case-access.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

/** Everybody else reads their own copy once it has gone out. The caller has asked whether the case is closed to this person. */
export const readsTheWhole = (actor: Pick<Actor, 'personId' | 'roles'>, meeting: Meeting): boolean =>
	isMappaUnit(actor) || isRecorder(meeting, actor.personId);

export type WholeRecordDoor = { readonly meeting: Meeting; readonly isUnit: boolean };

/** A locked meeting for somebody who reads the whole of its record; for everybody else there is none (R9). */
export async function readWhole(
	tx: Tx,
	cache: MeetingCache,
	actor: Actor,
	meetingId: string
): Promise<Result<WholeRecordDoor>> {
	const head = isIdentifier(meetingId) ? await readHead(tx, meetingId) : null;
	if (!head) return NO_MEETING;
	const meeting = await loadMeeting(tx, cache, head);
	if (meeting.phase !== 'LOCKED' || !readsTheWhole(actor, meeting)) return NO_MEETING;
	if (meeting.attendance.seats[actor.personId]?.removed) return NO_MEETING;
	const closed = await closedPeople(tx, meeting.convened.caseId, [actor.personId]);
	return closed.size > 0 ? NO_MEETING : done({ meeting, isUnit: isMappaUnit(actor) });
}
