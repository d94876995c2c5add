/**
 * Who may know of an absence: the MAPPA unit, the chair of its meeting, and those its agency is written to about it. They see
 * the reference and the step, nothing of the case; and nobody to whom the case is closed sees even that (case-access.ts).
 */
import type { SQL } from 'drizzle-orm';
import { meeting } from '#drizzle/schema.ts';
import type { Absence } from '#lib/absences/absence.ts';
import type { AbsencePlace } from '#lib/absences/absence-commands.ts';
import { type Actor, hasRole, isMappaUnit } from '#lib/identity.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { type AbsenceHead, readOwnContacts } from '../persistence/absences.ts';
import type { Tx } from '../persistence/database.ts';
import { openToPerson } from './case-access.ts';

/** The answer about one that does not exist, and about every one that one may not know of (R9). */
export const NO_ABSENCE: Refusal = refuse('missing', 'There is no such absence, or it is not yours to see.');

/** SQL predicate for lists of absences: the case of the meeting is not closed to this person. */
export const openMeeting = (personId: string): SQL => openToPerson(personId, meeting.caseId);

export async function placeOf(
	tx: Tx,
	actor: Pick<Actor, 'personId'>,
	{ agencyId, chairId }: Pick<AbsenceHead, 'agencyId' | 'chairId'>
): Promise<AbsencePlace> {
	const own = await readOwnContacts(tx, actor.personId);
	return {
		contact: own.flatMap((one) => (one.agencyId === agencyId ? [one.role] : [])),
		chaired: chairId === actor.personId
	};
}

/** An agency learns of it with the notice, or when it is raised; the Board's chair when it has come that far. */
export const mayKnowAbsence = (
	actor: Pick<Actor, 'roles'>,
	{ contact, chaired }: AbsencePlace,
	{ rung }: Pick<Absence, 'rung'>
): boolean => {
	if (isMappaUnit(actor) || chaired) return true;
	if (rung === 5 && hasRole(actor, 'SMB_CHAIR')) return true;
	return (
		(contact.includes('SPOC') && rung >= 2) ||
		(contact.includes('LINE_MANAGER') && rung >= 3) ||
		(contact.includes('SMB_MEMBER') && rung >= 4) ||
		(contact.includes('CHIEF_OFFICER') && rung >= 5)
	);
};
