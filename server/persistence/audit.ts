/** Who did and saw what (R19), written in the transaction of the act itself. No content and no names. */
import { auditEvent } from '#drizzle/schema.ts';
import type { AuditAct } from '#lib/audit/audit-acts.ts';
import type { AuditObject } from '#lib/audit/audit-objects.ts';
import type { Actor } from '#lib/identity.ts';
import type { Tx } from './database.ts';

/** The part of an actor that the audit keeps. */
export type AuditActor = Pick<Actor, 'personId' | 'areaId' | 'agencyId'>;
/** Whose acts the service's own are: nobody's. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Adds one row. Its number in the area's chain it gets when it is committed (audit-chain.ts).
 * @param act the command's own name, or view-..., export-..., deny-...; each has a line in audit-acts.ts
 * @param object what kind of thing it was done to, e.g. `meeting`; each has a line in audit-objects.ts
 */
export async function writeAudit(
	tx: Tx,
	actor: AuditActor,
	act: AuditAct,
	object: AuditObject,
	objectId: string,
	meetingId: string | null = null
): Promise<void> {
	const { areaId, personId: actorId, agencyId } = actor;
	await tx.insert(auditEvent).values({ areaId, actorId, agencyId, act, object, objectId, meetingId });
}
