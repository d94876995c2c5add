/**
 * Who may know of an action between two meetings, and what they are to it. Its owner keeps it, with the risk it is for, until
 * it is done, also after the case itself is closed to sight (domain.md 7); whoever of the agency was confirmed at a meeting
 * of the case since it was reviewed may act for the owner; the chair and those who know the case see it besides. An agency's
 * contacts see that it is owed and nothing it says. To nobody to whom the case is closed does it exist (case-access.ts).
 */
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { action, mappCase, meeting } from '#drizzle/schema.ts';
import { isEnded } from '#lib/actions/action-history.ts';
import type { ActionPlace } from '#lib/actions/action-steps.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { readOwnContacts } from '../persistence/absences.ts';
import type { ActionHead } from '../persistence/action-register.ts';
import type { Tx } from '../persistence/database.ts';
import { openToPerson } from './case-access.ts';

/** The answer about one that does not exist, and about every one that one may not know of (R9). */
export const NO_ACTION: Refusal = refuse('missing', 'There is no such action, or it is not yours to see.');

/** SQL predicate: the case of the action is not closed to this person. */
export const openAction = (personId: string): SQL => openToPerson(personId, action.caseId);

/** SQL: a meeting of the action's case that is the last locked one, or newer, and was not called off. */
const sinceReview = sql`m.case_id = ${action.caseId} and m.phase <> 'CANCELLED' and m.seq >= coalesce((
	select max(l.seq) from ${meeting} l where l.case_id = ${action.caseId} and l.phase = 'LOCKED'), 0)`;
const chairs = (personId: string): SQL =>
	sql`exists (select from ${meeting} m where ${sinceReview} and m.chair_id = ${personId}::uuid)`;
const isColleague = (personId: string): SQL => sql`exists (
	select from invitation i join ${meeting} m on m.id = i.meeting_id
	where ${sinceReview} and i.person_id = ${personId}::uuid and i.agency_id = ${action.ownerAgencyId}
		and i.removed_at is null and i.confirmed_at is not null and i.statement_version is not null)`;

/** What this person is to the action. */
export async function placeOf(tx: Tx, { personId }: Pick<Actor, 'personId'>, id: string): Promise<ActionPlace> {
	const [found] = await tx
		.select({
			owns: sql<boolean>`${action.ownerPersonId} = ${personId}::uuid`,
			isColleague: sql<boolean>`${isColleague(personId)}`,
			chairs: sql<boolean>`${chairs(personId)}`,
			manages: sql<boolean>`coalesce(${mappCase.caseManagerId} = ${personId}::uuid, false)`
		})
		.from(action)
		.innerJoin(mappCase, eq(mappCase.id, action.caseId))
		.where(eq(action.id, id));
	return found ?? { owns: false, isColleague: false, chairs: false, manages: false };
}

/** Whether the page of the action is theirs. That its case is not closed to them was asked with {@link openAction}. */
export const mayKnowAction = (
	actor: Pick<Actor, 'roles'>,
	{ owns, isColleague: ofAgency, chairs: isChair, manages }: ActionPlace,
	head: Pick<ActionHead, 'status' | 'reportedAt'>
): boolean => isMappaUnit(actor) || isChair || manages || ((owns || ofAgency) && !isEnded(head));

/** SQL predicate for lists: actions this person looks after for others, as the MAPPA unit, the chair or the case manager. */
export const lookedAfter = (actor: Pick<Actor, 'personId' | 'roles'>): SQL | undefined => {
	const { personId } = actor;
	const open = openAction(personId);
	return isMappaUnit(actor)
		? open
		: and(open, or(chairs(personId), sql`${mappCase.caseManagerId} = ${personId}::uuid`));
};

/**
 * SQL predicate for counting: actions of one's own agency that this person may know of, whatever has become of them. As its
 * contact or manager every one that is owed; otherwise those of cases they have to do with.
 */
export const ofOwnAgency = (
	actor: Pick<Actor, 'personId' | 'agencyId' | 'roles'>,
	led: readonly string[]
): SQL | undefined => {
	const { personId, agencyId } = actor;
	const own = and(eq(action.ownerAgencyId, agencyId), openAction(personId));
	if (isMappaUnit(actor) || led.includes(agencyId)) return own;
	const related = or(
		eq(action.ownerPersonId, personId),
		isColleague(personId),
		chairs(personId),
		sql`${mappCase.caseManagerId} = ${personId}::uuid`
	);
	return and(own, related);
};

/** Agencies whose single point of contact or line manager this person is: agency-level managers (domain.md 7). */
export async function agenciesLed(tx: Tx, personId: string): Promise<readonly string[]> {
	const own = await readOwnContacts(tx, personId);
	const led = own.filter(({ role }) => role === 'SPOC' || role === 'LINE_MANAGER');
	return [...new Set(led.map(({ agencyId }) => agencyId))];
}
/** SQL predicate: owed by one of these agencies, of a case that is not closed to this person. */
export const owedBy = (personId: string, agencyIds: readonly string[]): SQL | undefined =>
	and(inArray(action.ownerAgencyId, [...agencyIds]), openAction(personId));
