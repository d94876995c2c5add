/** Whose information locked minutes hold: each agency that was there or sent a return is controller of what it told (domain.md 9). */
import { and, eq, inArray, isNull } from 'drizzle-orm';
import { agency, invitation } from '#drizzle/schema.ts';
import type { Tx } from '../persistence/database.ts';

export type OriginatingAgency = { readonly id: string; readonly name: string };

/** By name, without the unit, which keeps the record and tells nothing of its own. */
export async function originatorsOf(tx: Tx, meetingIds: readonly string[]): Promise<readonly OriginatingAgency[]> {
	if (meetingIds.length === 0) return [];
	const rows = await tx
		.selectDistinct({ id: agency.id, name: agency.name, type: agency.type })
		.from(invitation)
		.innerJoin(agency, eq(agency.id, invitation.agencyId))
		.where(and(inArray(invitation.meetingId, [...meetingIds]), isNull(invitation.removedAt)))
		.orderBy(agency.name);
	return rows.filter(({ type }) => type !== 'MAPPA_UNIT').map(({ id, name }) => ({ id, name }));
}
