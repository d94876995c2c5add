/**
 * Who may do what in which phase: the table of commands asked one question. Buttons, the server and the tests all ask
 * here, so that none of them can disagree.
 */
import { isInTheRoom } from '../attendance/attendance.ts';
import { seatOf } from '../attendance/seats.ts';
import { GUEST_COMMANDS, isGuestIn } from '../guests/guest.ts';
import { type Actor, isMappaUnit } from '../identity.ts';
import { type Refusal, refuse } from '../result.ts';
import { oneOfThese } from '../welsh/in-a-list.ts';
import { isChair, isRecorder, type Meeting, type Phase } from './meeting.ts';
import { kindRow } from './meeting-kinds.ts';
import { phaseWord } from './meeting-words.ts';
import { type Clearance, type CommandName, permissionOf } from './permissions.ts';

/** After this the agencies read and no longer write (domain.md 8.4). */
const isOver = (phase: Phase): boolean => phase === 'DRAFT' || phase === 'WITH_CHAIR' || phase === 'LOCKED';

/** In the room: a seat, the current statement accepted, confirmed. Leave the version out where any accepted one will do. */
export const isHere = (meeting: Meeting, personId: string, statementVersion = 0): boolean =>
	isInTheRoom(seatOf(meeting.attendance, personId) ?? undefined, statementVersion);

/** The chair or minute taker, with a seat of their own and, once the meeting has begun, in the room. */
const holdsTheRecord = (meeting: Meeting, personId: string, statementVersion: number): boolean => {
	const seat = seatOf(meeting.attendance, personId);
	if (!seat || seat.removed || !isRecorder(meeting, personId)) return false;
	return meeting.phase === 'CONVENED' || isHere(meeting, personId, statementVersion);
};

const isCleared = (meeting: Meeting, actor: Actor, clearance: Clearance, statementVersion: number): boolean => {
	const { personId } = actor;
	switch (clearance) {
		case 'chair':
			return isChair(meeting, personId) && holdsTheRecord(meeting, personId, statementVersion);
		case 'recorder':
			return holdsTheRecord(meeting, personId, statementVersion);
		case 'anyone-in-room':
			return isOver(meeting.phase)
				? holdsTheRecord(meeting, personId, statementVersion)
				: isHere(meeting, personId, statementVersion);
		case 'attendee':
			return isHere(meeting, personId, statementVersion);
		case 'invited': {
			const seat = seatOf(meeting.attendance, personId);
			return !!seat && !seat.removed;
		}
		case 'unit':
			return isMappaUnit(actor) || (kindRow(meeting.convened.level).chairArranges && isChair(meeting, personId));
		case 'internal':
			return false;
	}
};

const WHO: Record<Clearance, string> = {
	chair: 'the chair',
	recorder: 'the chair or the minute taker',
	'anyone-in-room': 'people in the meeting',
	attendee: 'people who attended the meeting',
	invited: 'people invited to the meeting',
	unit: 'the MAPPA unit',
	internal: 'the server'
};

/** "the chair", "the MAPPA unit or the chair": for a button that is not offered, and for refusals. */
export const whoMayRun = (meeting: Meeting, name: CommandName): string => {
	const who = permissionOf(name).may.map((clearance) =>
		clearance === 'anyone-in-room' && isOver(meeting.phase) ? WHO.recorder : WHO[clearance]
	);
	return oneOfThese([...new Set(who)]);
};

const notNow = (meeting: Meeting): string => {
	if (meeting.phase === 'LOCKED') return 'The minutes are locked. Nothing in them can change';
	if (meeting.phase === 'CANCELLED') return 'This meeting was cancelled. Convene another one instead';
	if (meeting.phase === 'CONVENED') return 'The meeting has not started. This can be done once it has';
	return `This cannot be done while the meeting is at the stage "${phaseWord[meeting.phase]}"`;
};

/**
 * Why this person may not run a command now, or null when they may. Whether the input holds is for the command's own
 * decide. The server passes the area's current statement version; a page may leave it out.
 */
export const mayRun = (meeting: Meeting, actor: Actor, name: CommandName, statementVersion = 0): Refusal | null => {
	const { may, phases } = permissionOf(name);
	const { called, notRun } = kindRow(meeting.convened.level);
	if (notRun.includes(name)) return refuse('missing', `This is no part of a ${called}`);
	if (!may.some((clearance) => isCleared(meeting, actor, clearance, statementVersion)))
		return refuse('forbidden', `Only ${whoMayRun(meeting, name)} can do this`);
	// A guest has no hand in the record: what their agency contributes is its return (R4).
	if (isGuestIn(meeting, actor.personId) && !GUEST_COMMANDS.includes(name))
		return refuse('forbidden', 'Guests read along and write the return of their agency. Ask the chair or your agency');
	return phases.includes(meeting.phase) ? null : refuse('not-now', notNow(meeting));
};

/** Whether the plan's texts take this person's writing: anybody in the room but guests while live, then the two who keep the record. */
export const mayWritePlan = (meeting: Meeting, personId: string, statementVersion = 0): boolean => {
	if (meeting.phase === 'LIVE') return isHere(meeting, personId, statementVersion) && !isGuestIn(meeting, personId);
	return (
		(meeting.phase === 'DRAFT' || meeting.phase === 'WITH_CHAIR') && holdsTheRecord(meeting, personId, statementVersion)
	);
};
/** Whether the notes take this person's writing: the chair and the minute taker, from the start until the lock. */
export const mayWriteMinutes = (meeting: Meeting, personId: string, statementVersion = 0): boolean =>
	(meeting.phase === 'LIVE' || meeting.phase === 'DRAFT' || meeting.phase === 'WITH_CHAIR') &&
	holdsTheRecord(meeting, personId, statementVersion);
