/**
 * Who may pass which door of a meeting (R1-R3). Its case not closed to them, invited, statement of the current version
 * accepted, confirmed by the chair or the minute taker, not removed: all of it, on every path. Everything else is answered
 * as if it did not exist (R9).
 */

import { mayAtAll } from '#lib/access/capability-table.ts';
import { isInTheRoom, type Seat } from '#lib/attendance/attendance.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import type { Meeting, Phase } from '#lib/meeting/meeting.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { type Access, type DocumentName, documentNamed, isStanding, type StandingDocument } from '#lib/wire.ts';
import { readStatement, type StatementText } from '../persistence/area.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { documentOf } from '../persistence/final-records.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { areDistributed } from '../persistence/minutes-copies.ts';
import type { Writers } from '../persistence/open-documents.ts';
import type { DocumentStanding } from '../persistence/sessions.ts';
import { readDoorFacts } from './case-access.ts';
import { documentDoors } from './document-doors.ts';
import type { DocumentRule } from './document-rule.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readsTheWhole } from './whole-record.ts';

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
export type DocumentDoor = DocumentRule & {
	readonly documentId: string;
	readonly areaId: string;
	/** version of the meeting that this was decided on */
	readonly version: number;
	/** state of who may know of which case that this was decided on (case-access.ts) */
	readonly accessVersion: number;
	readonly access: Access;
};

export type Admission = {
	readonly door: (actor: Actor, meetingId: string) => Promise<Result<Door>>;
	readonly standing: (actor: Actor, meetingId: string) => Promise<Result<Standing>>;
	/** The folded meeting, only for somebody in the room. */
	readonly room: (actor: Actor, meetingId: string) => Promise<Result<Meeting>>;
	/** The folded meeting, for somebody invited who has accepted the current statement, in the room or not: for their own agency's part. */
	readonly invited: (actor: Actor, meetingId: string) => Promise<Result<Meeting>>;
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
		letIn: Pick<DocumentDoor, 'access' | 'accessIn' | 'accessVersion'> & { readonly meetingId: string },
		newest: { readonly statement: number; readonly access: number }
	) => boolean;
};

export { isInside } from './document-rule.ts';
export { NO_MEETING } from './load-meeting.ts';

/**
 * Where a person stands, from the folded meeting alone; null = no business here. Nothing can be added to a locked meeting,
 * so there the statement holds that was accepted in its time.
 */
export function doorState(meeting: Meeting, actor: Actor, statementVersion: number): DoorState | null {
	const seat = meeting.attendance.seats[actor.personId];
	const asked = meeting.phase === 'LOCKED' ? 0 : statementVersion;
	if (!seat) return isMappaUnit(actor) ? 'unit' : null;
	// A seat is not enough: the role that could have it may have been taken back since.
	if (!seat.person.guest && !mayAtAll(actor, 'read-papers')) return null;
	if (seat.removed) return 'removed';
	// Nobody meets in a room that was called off.
	if (meeting.phase === 'CANCELLED') return 'waiting';
	if (isInTheRoom(seat, asked)) return 'in-the-room';
	return !seat.statement || seat.statement.version < asked ? 'invited' : 'waiting';
}

export function createAdmission(database: Database, cache: MeetingCache): Admission {
	/** the statement's number that a folded meeting was last judged with */
	const judgedAt = new WeakMap<Meeting, number>();
	const writers = new WeakMap<Meeting, Map<string, Writers>>();
	const doors = documentDoors(cache);
	const writersIn = (meeting: Meeting, name: StandingDocument, statement: number): Writers => {
		const known = writers.get(meeting) ?? new Map<string, Writers>();
		writers.set(meeting, known);
		const key = `${name} ${statement}`;
		const all = known.get(key) ?? {
			...{ version: meeting.version, statement },
			personIds: Object.keys(meeting.attendance.seats)
				.filter(
					(personId) =>
						doors.standing(name, { meetingId: meeting.id, personId }).accessIn(meeting, statement) === 'write'
				)
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
		const inside = isClosed ? null : doorState(meeting, actor, statement);
		// Once the minutes have gone out, whoever does not keep the record reads their copy and not the room (domain.md 7).
		const isOut = inside === 'in-the-room' && meeting.phase === 'LOCKED' && !readsTheWhole(actor, meeting);
		const readsCopy = isOut && (await areDistributed(tx, meetingId));
		const state = readsCopy ? 'waiting' : inside;
		return state ? { meeting, state, access, statement, readsCopy } : null;
	};

	const within = <T>(actor: Actor, meetingId: string, work: (tx: Tx) => Promise<Result<T>>): Promise<Result<T>> =>
		isIdentifier(meetingId) ? database.withArea(actor.areaId, work) : Promise.resolve(NO_MEETING);

	const documentDoor = (
		meeting: Meeting,
		actor: Actor,
		rule: DocumentRule,
		{ documentId, access: accessVersion, statement }: Pick<DocumentStanding, 'documentId' | 'access' | 'statement'>
	): Result<DocumentDoor> => {
		const access = rule.accessIn(meeting, statement);
		if (access === null) return refuse('forbidden', 'You are not in the room of this meeting.');
		if (documentId === null) return NO_MEETING;
		return done({ documentId, areaId: actor.areaId, version: meeting.version, accessVersion, access, ...rule });
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
		invited: (actor, meetingId) =>
			within(actor, meetingId, async (tx) => {
				const found = await stand(tx, actor, meetingId);
				const hasSigned = found?.state === 'in-the-room' || found?.state === 'waiting';
				return hasSigned && found.meeting.phase !== 'CANCELLED' ? done(found.meeting) : NO_MEETING;
			}),
		register: (actor, meetingId) =>
			within(actor, meetingId, async (tx) => {
				const found = await stand(tx, actor, meetingId);
				const mayRun = found && (found.state === 'in-the-room' || (isMappaUnit(actor) && found.state !== 'removed'));
				return mayRun ? done(found.meeting) : NO_MEETING;
			}),
		document: ({ actor, meetingId, name }, standing) => {
			const known = cache.peek(meetingId);
			const named = documentNamed(name);
			const ruleOf = (one: StandingDocument) => doors.standing(one, { meetingId, personId: actor.personId });
			const isQuick = isStanding(name) && known?.phase !== 'LOCKED';
			if (standing && known && isQuick && known.version === standing.version) {
				judgedAt.set(known, standing.statement);
				const state = standing.isClosed ? null : doorState(known, actor, standing.statement);
				return Promise.resolve(state ? documentDoor(known, actor, ruleOf(name), standing) : NO_MEETING);
			}
			return within(actor, meetingId, async (tx) => {
				const found = named ? await stand(tx, actor, meetingId) : null;
				if (!named || !found || found.readsCopy) return NO_MEETING;
				const { meeting, state, access, statement } = found;
				judgedAt.set(meeting, statement);
				const rule =
					named.kind === 'plan' || named.kind === 'minutes'
						? done(ruleOf(named.kind))
						: await doors.apart(tx, named.kind, { meeting, actor, state, of: named.of });
				if (!rule.ok) return rule;
				const documentId = await documentOf(tx, meetingId, named.name);
				return documentDoor(meeting, actor, rule.value, { documentId, access, statement });
			});
		},
		writersOf: (meetingId, name) => {
			const meeting = isStanding(name) ? cache.peek(meetingId) : null;
			const statement = meeting && judgedAt.get(meeting);
			if (!isStanding(name) || !meeting || statement === null || statement === undefined) return null;
			return writersIn(meeting, name, statement);
		},
		stillHolds: ({ meetingId, access, accessIn, accessVersion }, newest) => {
			if (accessVersion < newest.access) return false;
			const meeting = cache.peek(meetingId);
			return !meeting || accessIn(meeting, newest.statement) === access;
		}
	};
}

/** A seat as its holder may see it from outside the room: what others wrote about them may speak of the case (R2). */
const seatFromOutside = (seat: Seat): Seat => ({
	...seat,
	removed: seat.removed && { ...seat.removed, reason: '' },
	presence: [],
	record: null,
	finding: null
});
