/**
 * Who knows of a request for information: the unit, the chair of a meeting it asks about, and whoever asks for their own agency,
 * as far as the case is not closed to them. For everybody else there is none (R9).
 */
import { and, eq, inArray, or, sql } from 'drizzle-orm';
import { informationRequest, meeting } from '#drizzle/schema.ts';
import { type Actor, hasRole, isMappaUnit } from '#lib/identity.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';
import type { StoredRequest } from '../persistence/information-requests.ts';
import { closedPeople, openToPerson } from './case-access.ts';

export const NO_REQUEST: Refusal = refuse('missing', 'There is no such request, or it is not yours to see.');

export type RequestPart = 'unit' | 'chair' | 'asker';

/** What somebody is to a request; null: for them there is none. */
export async function partIn(tx: Tx, actor: Actor, stored: StoredRequest): Promise<RequestPart | null> {
	if ((await closedPeople(tx, stored.caseId, [actor.personId])).size > 0) return null;
	if (isMappaUnit(actor)) return 'unit';
	const { meetingIds } = stored.request.facts;
	const chaired = await tx
		.select({ id: meeting.id })
		.from(meeting)
		.where(and(inArray(meeting.id, [...meetingIds]), eq(meeting.chairId, actor.personId)));
	if (chaired.length > 0) return 'chair';
	return stored.askedBy === actor.personId ? 'asker' : null;
}

/** Decided by the chair or the co-ordinator (domain.md 4.8), never by whoever asks. */
export const mayDecide = (actor: Actor, part: RequestPart, { askedBy }: Pick<StoredRequest, 'askedBy'>): boolean =>
	askedBy !== actor.personId && (part === 'chair' || (part === 'unit' && hasRole(actor, 'MAPPA_COORDINATOR')));

/** Requests that are in somebody's list. */
export const requestsOf = (actor: Actor) => {
	const open = openToPerson(actor.personId, informationRequest.caseId);
	if (isMappaUnit(actor)) return open;
	const chaired = sql`exists (select from ${meeting} m where m.case_id = ${informationRequest.caseId}
		and m.chair_id = ${actor.personId}::uuid and m.id::text in (
			select jsonb_array_elements_text(s.step -> 'meetingIds') from request_step s
			where s.request_id = ${informationRequest.id} and s.step ? 'meetingIds'))`;
	return and(open, or(eq(informationRequest.askedBy, actor.personId), chaired));
};
