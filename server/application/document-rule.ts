/** What a kind of document says of one person at its door; the registry of kinds is document-doors.ts. */
import { isInTheRoom } from '#lib/attendance/attendance.ts';
import type { Actor } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { Result } from '#lib/result.ts';
import type { Access } from '#lib/wire.ts';
import type { Tx } from '../persistence/database.ts';
import type { DoorState } from './admission.ts';

export type DocumentAsked = {
	readonly meeting: Meeting;
	readonly actor: Actor;
	/** where this person stands in the meeting; somebody without business there is not asked about */
	readonly state: DoorState;
	/** what the document is of: the agency of a return, the restricted note */
	readonly of: string;
};
export type StandingAsked = { readonly meetingId: string; readonly personId: string };

export type DocumentRule = {
	/**
	 * What this person may do as the meeting stands, given the area's statement; null: not come in. Asks no database, because
	 * it is asked again for everybody who comes in while things change. What else the answer depends on must raise the area's
	 * access version when it changes (case-access.ts).
	 */
	readonly accessIn: (meeting: Meeting, statement: number) => Access | null;
	readonly mayWrite: (field: string) => boolean;
};

/**
 * A kind of which a meeting may have several. A refusal of kind `missing` is the answer wherever the document must not be
 * known of, also when there is none.
 */
export type DocumentKindDoor = (tx: Tx, asked: DocumentAsked) => Promise<Result<DocumentRule>>;

/** Whether somebody is inside a meeting; not when this process no longer knows the meeting: then they ask at the door. */
export function isInside(meeting: Meeting | null, personId: string, statementVersion: number): boolean {
	if (!meeting || meeting.phase === 'CANCELLED') return false;
	return isInTheRoom(meeting.attendance.seats[personId], meeting.phase === 'LOCKED' ? 0 : statementVersion);
}

/** For documents that are read by nobody outside the room. */
export const insideOnly =
	(personId: string, access: (meeting: Meeting) => Access | null): DocumentRule['accessIn'] =>
	(meeting, statement) =>
		isInside(meeting, personId, statement) ? access(meeting) : null;
