/**
 * Who may know that a case exists. The one place that answers it: every list, page, search, export, message and
 * invitation asks here. Two questions are told apart. Whether a case is closed to somebody, whatever they are otherwise
 * (an exclusion, a restriction, Category 4 without the clearance), is the database's own rule `cases_closed_to`. Whether
 * they have a reason to see its page is the MAPPA unit's and the case manager's; a seat at a meeting is admission.ts's.
 * When the answer is no, everything is answered as for a case that does not exist (R9).
 */
import { and, eq, gt, lte, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import {
	area,
	emergencyAccess,
	mappCase,
	meeting,
	minutesCopy,
	person as personTable,
	qualityAudit,
	statement
} from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';
import { readInvitable } from '../persistence/invitable.ts';
import { isIdentifier } from './load-meeting.ts';

/** The answer about a case that does not exist, and about every case one may not know of. */
export const NO_CASE: Refusal = refuse('missing', 'There is no such case, or it is not yours to see.');

/** SQL predicate for one case, or one person after another; lists of cases ask {@link openToPerson}, which looks once. */
const isClosed = (caseId: string | SQLWrapper, personId: string | SQLWrapper): SQL =>
	sql`exists (select from cases_closed_to(${personId}::uuid) as closed(id) where closed.id = ${caseId})`;

/**
 * SQL predicate: the case is not closed to this person. It says nothing about whether they have business with it: for lists
 * that find their rows by a seat, an action or a referral of the person's own.
 * @param caseId the column that holds the case's id
 */
export const openToPerson = (personId: string, caseId: SQLWrapper = mappCase.id): SQL =>
	sql`${caseId} not in (select * from cases_closed_to(${personId}::uuid))`;

/** SQL predicate for lists of cases: those whose page this person may open. */
export const knowableCase = (actor: Pick<Actor, 'personId' | 'roles'>): SQL => {
	const open = openToPerson(actor.personId);
	return isMappaUnit(actor) ? open : sql`(${mappCase.caseManagerId} = ${actor.personId}::uuid and ${open})`;
};

/**
 * SQL predicate for reading a case's page and plans: knowable, or this person's emergency access to it runs. It opens
 * nothing that is closed to them, and lets them change nothing.
 */
export const readableCase = (actor: Pick<Actor, 'personId' | 'roles'>): SQL =>
	sql`(${knowableCase(actor)} or (${openToPerson(actor.personId)} and exists (select from ${emergencyAccess} e
		where e.case_id = ${mappCase.id} and e.person_id = ${actor.personId}::uuid
			and e.granted_at is not null and e.ended_at is null and e.until > now())))`;

/**
 * SQL predicate over `quality_audit` joined with its `meeting`: this person holds the licence to view that meeting, its time
 * runs, and the case is not closed to them. The one answer to what an auditor may see; it opens no other door.
 */
export const licensedToView = (personId: string, now: Date): SQL =>
	sql`(${eq(qualityAudit.auditorId, personId)} and ${lte(qualityAudit.viewFrom, now)} and ${gt(qualityAudit.viewUntil, now)} and ${openToPerson(personId, meeting.caseId)})`;

/** Whether this person may open the case's page. False also for what is no id and for a case of another area. */
export async function mayKnowCase(tx: Tx, actor: Pick<Actor, 'personId' | 'roles'>, caseId: string): Promise<boolean> {
	if (!isIdentifier(caseId)) return false;
	const [row] = await tx
		.select({ id: mappCase.id })
		.from(mappCase)
		.where(and(eq(mappCase.id, caseId), knowableCase(actor)));
	return row !== undefined;
}

/** Whether this person may read the case's page and plans: they may know it, or their emergency access to it runs. */
export async function mayReadCase(tx: Tx, actor: Pick<Actor, 'personId' | 'roles'>, caseId: string): Promise<boolean> {
	if (!isIdentifier(caseId)) return false;
	const [row] = await tx
		.select({ id: mappCase.id })
		.from(mappCase)
		.where(and(eq(mappCase.id, caseId), readableCase(actor)));
	return row !== undefined;
}

/** Of these people, those to whom the case is closed. */
export async function closedPeople(tx: Tx, caseId: string, personIds: readonly string[]): Promise<ReadonlySet<string>> {
	const asked = personIds.filter(isIdentifier);
	if (asked.length === 0) return new Set();
	const rows = await tx.execute<{ id: string }>(sql`
		select p.id from unnest(${sql.param([...asked])}::uuid[]) as p(id)
		where ${isClosed(sql`${caseId}::uuid`, sql`p.id`)}`);
	return new Set(rows.map(({ id }) => id));
}

/** Whom a meeting about this case may have: everybody of the area but those to whom it is closed. By agency, then name. */
export async function readInvitableTo(tx: Tx, caseId: string): Promise<readonly PersonRef[]> {
	const everybody = await readInvitable(tx);
	const closed = await closedPeople(
		tx,
		caseId,
		everybody.map(({ personId }) => personId)
	);
	return everybody.filter(({ personId }) => !closed.has(personId));
}

/** What a door of a meeting asks first, in one question. */
export type DoorFacts = {
	/** the area's statement */
	readonly statement: number;
	/** state of access this was read at: it rises with every change of who may know of a case of the area */
	readonly access: number;
	readonly isClosed: boolean;
};
export async function readDoorFacts(tx: Tx, caseId: string, personId: string): Promise<DoorFacts> {
	const [row] = await tx.execute<DoorFacts>(sql`
		select coalesce((select max(version) from ${statement}), 0) as statement,
			coalesce((select access_version from ${area}), 0) as access,
			${isClosed(sql`${caseId}::uuid`, personId)} as "isClosed"`);
	if (!row) throw new Error('a question without an answer');
	return row;
}

/** State of who may know of which case of the area: rises with every change. */
export async function readAccessVersion(tx: Tx): Promise<number> {
	const [row] = await tx.select({ version: area.accessVersion }).from(area);
	return row?.version ?? 0;
}

/** The minutes went out, and this person neither kept them nor is of the unit: they read their copy and not the room. */
const isOut = (person: SQL): SQL => sql`(m.phase = 'LOCKED' and ${person} not in (m.chair_id, m.minute_taker_id)
	and exists (select from ${minutesCopy} c where c.meeting_id = m.id and c.request_id is null)
	and not exists (select from ${personTable} q where q.id = ${person}
		and q.roles && array['MAPPA_COORDINATOR', 'MAPPA_ADMINISTRATOR']))`;

/**
 * Of these people at these meetings, those who must leave: the meeting's case is closed to them, or its minutes have gone out.
 */
export async function readClosedPlaces(
	tx: Tx,
	places: readonly { readonly meetingId: string; readonly personId: string }[]
): Promise<readonly { readonly meetingId: string; readonly personId: string }[]> {
	if (places.length === 0) return [];
	const meetings = sql.param(places.map(({ meetingId }) => meetingId));
	const people = sql.param(places.map(({ personId }) => personId));
	return tx.execute<{ meetingId: string; personId: string }>(sql`
		select p.meeting as "meetingId", p.person as "personId"
		from unnest(${meetings}::uuid[], ${people}::uuid[]) as p(meeting, person)
		join meeting m on m.id = p.meeting
		where ${isClosed(sql`m.case_id`, sql`p.person`)} or ${isOut(sql`p.person`)}`);
}
