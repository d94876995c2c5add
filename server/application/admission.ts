/**
 * Who may pass which door of a meeting (R1-R3). Its case not closed to them, invited, statement of the current version
 * accepted, confirmed by the chair or the minute taker, not removed: all of it, on every path. Everything else is answered
 * as if it did not exist (R9).
 */

import { and, eq } from 'drizzle-orm';
import { document } from '#drizzle/schema.ts';
import { isInTheRoom, type Seat } from '#lib/attendance/attendance.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { mayWriteMinutes, mayWritePlan } from '#lib/meeting/lifecycle.ts';
import type { Meeting, Phase } from '#lib/meeting/meeting.ts';
import { isMinutesField } from '#lib/minutes/minutes-fields.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { isPlanField } from '#lib/rmp/rmp.ts';
import { type Access, DOCUMENT_NAMES, type DocumentName } from '#lib/wire.ts';
import { readStatement, type StatementText } from '../persistence/area.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readHead } from '../persistence/meeting-log.ts';
import type { Writers } from '../persistence/open-documents.ts';
import type { DocumentStanding } from '../persistence/sessions.ts';
import { readDoorFacts } from './case-access.ts';
import { isIdentifier, loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

export type DoorState = 'invited' | 'waiting' | 'in-the-room' | 'removed' | 'unit';
/** What somebody may know before they are in the room (R2): no name, no offence. */
export type Notice = {
	readonly scheduledStart: string;
	readonly plannedMinutes: number;
	readonly venue: string;
	readonly level: number;
	/** opaque: case reference and meeting number */
	readonly reference: string;
	readonly request: string;
	readonly phase: Phase;
	readonly seq: number;
};
export type Door = {
	readonly state: DoorState;
	readonly seat: Seat | null;
	readonly notice: Notice;
	readonly statement: readonly StatementText[];
};
/** Where somebody stands, and at which version of the meeting. */
export type Standing = { readonly state: DoorState; readonly version: number };
export type DocumentDoor = {
	readonly documentId: string;
	readonly areaId: string;
	/** version of the meeting that this was decided on */
	readonly version: number;
	/** state of who may know of which case that this was decided on (case-access.ts) */
	readonly accessVersion: number;
	readonly access: Access;
	readonly mayWrite: (field: string) => boolean;
};

export type Admission = {
	readonly door: (actor: Actor, meetingId: string) => Promise<Result<Door>>;
	readonly standing: (actor: Actor, meetingId: string) => Promise<Result<Standing>>;
	/** The folded meeting, only for somebody in the room. */
	readonly room: (actor: Actor, meetingId: string) => Promise<Result<Meeting>>;
	/** The folded meeting for running it from outside the room: the area's co-ordinator or administrator, or somebody in the room. */
	readonly register: (actor: Actor, meetingId: string) => Promise<Result<Meeting>>;
	/** @param standing as read a moment ago together with the session: nothing is asked when the folded meeting is as new */
	readonly document: (
		request: { actor: Actor; meetingId: string; name: string },
		standing?: DocumentStanding
	) => Promise<Result<DocumentDoor>>;
	/** Who may write in a document as this process last judged it; null when it has not. Asks no database. */
	readonly writersOf: (meetingId: string, name: DocumentName) => Writers | null;
	/**
	 * Whether what `document` answered a moment ago is still so, as far as this process knows; asks no database.
	 * @param newest of the area's statement and of its access, as far as this process knows
	 */
	readonly stillHolds: (
		actor: Actor,
		letIn: Pick<DocumentDoor, 'access' | 'accessVersion'> & { readonly meetingId: string; readonly name: DocumentName },
		newest: { readonly statement: number; readonly access: number }
	) => boolean;
};

export const NO_MEETING: Refusal = refuse('missing', 'There is no such meeting, or it is not yours to see.');

/**
 * Where a person stands, from the folded meeting alone; null = no business here. Nothing can be added to a locked meeting,
 * so there the statement holds that was accepted in its time.
 */
export function doorState(meeting: Meeting, actor: Actor, statementVersion: number): DoorState | null {
	const seat = meeting.attendance.seats[actor.personId];
	const asked = meeting.phase === 'LOCKED' ? 0 : statementVersion;
	if (!seat) return isMappaUnit(actor) ? 'unit' : null;
	if (seat.removed) return 'removed';
	// Nobody meets in a room that was called off.
	if (meeting.phase === 'CANCELLED') return 'waiting';
	if (isInTheRoom(seat, asked)) return 'in-the-room';
	return !seat.statement || seat.statement.version < asked ? 'invited' : 'waiting';
}

/** Whether somebody is inside a meeting; not when this process no longer knows the meeting: then they ask at the door. */
export function isInside(meeting: Meeting | null, personId: string, statementVersion: number): boolean {
	if (!meeting || meeting.phase === 'CANCELLED') return false;
	return isInTheRoom(meeting.attendance.seats[personId], meeting.phase === 'LOCKED' ? 0 : statementVersion);
}

export function createAdmission(database: Database, cache: MeetingCache): Admission {
	/** the statement's number that a folded meeting was last judged with */
	const judgedAt = new WeakMap<Meeting, number>();
	const writers = new WeakMap<Meeting, Map<string, Writers>>();
	const writersIn = (meeting: Meeting, name: DocumentName, statement: number): Writers => {
		const known = writers.get(meeting) ?? new Map<string, Writers>();
		writers.set(meeting, known);
		const key = `${name} ${statement}`;
		const all = known.get(key) ?? {
			...{ version: meeting.version, statement },
			personIds: Object.keys(meeting.attendance.seats)
				.filter((one) => isInside(meeting, one, statement) && accessTo(name, meeting, { personId: one }) === 'write')
				.join(' ')
		};
		known.set(key, all);
		return all;
	};

	const load = async (tx: Tx, meetingId: string): Promise<Meeting | null> => {
		const head = await readHead(tx, meetingId);
		if (!head) return null;
		const meeting = await loadMeeting(tx, cache, head);
		cache.keep(meeting);
		return meeting;
	};

	/** One transaction: the meeting and where this person stands; null when there is nothing here for them. */
	const stand = async (tx: Tx, actor: Actor, meetingId: string) => {
		const meeting = await load(tx, meetingId);
		if (!meeting) return null;
		const { statement, access, isClosed } = await readDoorFacts(tx, meeting.convened.caseId, actor.personId);
		const state = isClosed ? null : doorState(meeting, actor, statement);
		return state ? { meeting, state, access, statement } : null;
	};

	const within = <T>(actor: Actor, meetingId: string, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> =>
		isIdentifier(meetingId) ? database.withArea(actor.areaId, work) : Promise.resolve(NO_MEETING);

	const documentDoor = (
		meeting: Meeting,
		state: DoorState,
		actor: Actor,
		name: DocumentName,
		{ documentId, access: accessVersion }: Pick<DocumentStanding, 'documentId' | 'access'>
	): Result<DocumentDoor> => {
		if (state !== 'in-the-room') return refuse('forbidden', 'You are not in the room of this meeting.');
		if (documentId === null) return NO_MEETING;
		const mayWrite = name === 'minutes' ? isMinutesField : (field: string) => isRowField(cache, meeting.id, field);
		const access = accessTo(name, meeting, actor);
		return done({ documentId, areaId: actor.areaId, version: meeting.version, accessVersion, access, mayWrite });
	};

	return {
		door: (actor, meetingId) =>
			within(actor, meetingId, async (tx) => {
				const found = await stand(tx, actor, meetingId);
				if (!found) return NO_MEETING;
				const { convened, phase, attendance } = found.meeting;
				const seat = attendance.seats[actor.personId] ?? null;
				const summary = await readCaseSummary(tx, convened.caseId);
				if (!summary) return NO_MEETING;
				const { scheduledStart, plannedMinutes, venue, level, seq } = convened;
				const reference = `${summary.ref}/${seq}`;
				return done({
					state: found.state,
					seat: seat && seatFromOutside(seat),
					notice: { scheduledStart, plannedMinutes, venue, level, reference, request: seat?.request ?? '', phase, seq },
					statement: await readStatement(tx)
				});
			}),
		standing: (actor, meetingId) =>
			within(actor, meetingId, async (tx) => {
				const found = await stand(tx, actor, meetingId);
				return found ? done({ state: found.state, version: found.meeting.version }) : NO_MEETING;
			}),
		room: (actor, meetingId) =>
			within(actor, meetingId, async (tx) => {
				const found = await stand(tx, actor, meetingId);
				return found?.state === 'in-the-room' ? done(found.meeting) : NO_MEETING;
			}),
		register: (actor, meetingId) =>
			within(actor, meetingId, async (tx) => {
				const found = await stand(tx, actor, meetingId);
				const mayRun = found && (found.state === 'in-the-room' || (isMappaUnit(actor) && found.state !== 'removed'));
				return mayRun ? done(found.meeting) : NO_MEETING;
			}),
		document: ({ actor, meetingId, name }, standing) => {
			const known = cache.peek(meetingId);
			const documentName = DOCUMENT_NAMES.find((one) => one === name);
			if (standing && known && documentName && known.version === standing.version) {
				judgedAt.set(known, standing.statement);
				const state = standing.isClosed ? null : doorState(known, actor, standing.statement);
				return Promise.resolve(state ? documentDoor(known, state, actor, documentName, standing) : NO_MEETING);
			}
			return within(actor, meetingId, async (tx) => {
				const found = documentName ? await stand(tx, actor, meetingId) : null;
				if (!documentName || !found) return NO_MEETING;
				const [row] = await tx
					.select({ id: document.id })
					.from(document)
					.where(and(eq(document.meetingId, meetingId), eq(document.name, documentName)));
				const { meeting, state, access } = found;
				judgedAt.set(meeting, found.statement);
				return documentDoor(meeting, state, actor, documentName, { documentId: row?.id ?? null, access });
			});
		},
		writersOf: (meetingId, name) => {
			const meeting = cache.peek(meetingId);
			const statement = meeting && judgedAt.get(meeting);
			return meeting && statement !== null && statement !== undefined ? writersIn(meeting, name, statement) : null;
		},
		stillHolds: (actor, { meetingId, name, access, accessVersion }, newest) => {
			if (accessVersion < newest.access) return false;
			const meeting = cache.peek(meetingId);
			if (!meeting) return true;
			return isInside(meeting, actor.personId, newest.statement) && accessTo(name, meeting, actor) === access;
		}
	};
}

const accessTo = (name: DocumentName, meeting: Meeting, { personId }: Pick<Actor, 'personId'>): Access =>
	(name === 'plan' ? mayWritePlan : mayWriteMinutes)(meeting, personId) ? 'write' : 'read';

/** A seat as its holder may see it from outside the room: what others wrote about them may speak of the case (R2). */
const seatFromOutside = (seat: Seat): Seat => ({
	...seat,
	removed: seat.removed && { ...seat.removed, reason: '' },
	presence: [],
	record: null,
	finding: null
});

/**
 * A plan field may be written when its row exists: rows are facts, added by a command before anybody can type in them.
 * A meeting no longer in memory is not refused: a field without a row is never shown or recorded.
 */
function isRowField(cache: MeetingCache, meetingId: string, field: string): boolean {
	if (!isPlanField(field)) return false;
	const row = field.slice(0, field.indexOf('.'));
	const rmp = cache.peek(meetingId)?.rmp;
	return !rmp || rmp.risks.some((risk) => risk.key === row) || rmp.actions.some((action) => action.number === row);
}
