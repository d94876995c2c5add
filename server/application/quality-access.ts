/**
 * Who may know of an audited meeting: the co-ordinator of the area, whoever holds the licence to view it while its time runs,
 * and its chair once it is submitted, where the area lets chairs read it; none of them when its case is closed to them
 * (case-access.ts). Everybody else is answered as if there were no such audit (R9).
 */
import { meeting } from '#drizzle/schema.ts';
import { type Actor, hasRole } from '#lib/identity.ts';
import type { QualityAudit } from '#lib/quality/quality-audit.ts';
import type { AuditPlace } from '#lib/quality/quality-commands.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { type AuditHead, isAuditWhere } from '../persistence/quality-audits.ts';
import { licensedToView, openToPerson } from './case-access.ts';

/** The answer about an audit that does not exist, and about every one that one may not know of. */
export const NO_AUDIT: Refusal = refuse('missing', 'There is no such audit, or it is not yours to see.');

export type AuditStanding = {
	readonly place: AuditPlace;
	/** the licence was theirs, or will be: its time does not run now */
	readonly isOutOfTime: boolean;
};

/** What somebody is to an audit now; null = nothing. */
export async function standingAt(
	tx: Tx,
	actor: Actor,
	head: AuditHead,
	audit: Pick<QualityAudit, 'submitted'>,
	now: Date
): Promise<AuditStanding | null> {
	const { personId } = actor;
	if (!(await isAuditWhere(tx, head.id, openToPerson(personId, meeting.caseId)))) return null;
	const isOwn = head.auditorId === personId && hasRole(actor, 'AUDITOR');
	const isLicensed = isOwn && (await isAuditWhere(tx, head.id, licensedToView(personId, now)));
	// Nobody keeps a licence of their own.
	const isCoordinator = hasRole(actor, 'MAPPA_COORDINATOR') && head.auditorId !== personId;
	const mayAnswer = head.chairId === personId && audit.submitted.length > 0;
	const chaired =
		mayAnswer && (await readAreaConfig(tx, actor.areaId, londonDate(now.toISOString()))).auditToChair === 'YES';
	if (!isOwn && !isCoordinator && !chaired) return null;
	return { place: { isCoordinator, isLicensed, chaired }, isOutOfTime: isOwn && !isLicensed };
}
