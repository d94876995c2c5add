/** People and agencies of an area, as commands and screens need them. */

import { eq, inArray } from 'drizzle-orm';
import { agency, person } from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import type { Tx } from './database.ts';

const columns = {
	personId: person.id,
	name: person.name,
	roleTitle: person.roleTitle,
	agencyId: agency.id,
	agencyCode: agency.code,
	agencyName: agency.name
};

/** The people with these ids in the transaction's area; ids of nobody are left out. */
export async function readPersonRefs(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, PersonRef>> {
	if (ids.length === 0) return new Map();
	const rows = await tx
		.select(columns)
		.from(person)
		.innerJoin(agency, eq(person.agencyId, agency.id))
		.where(inArray(person.id, [...ids]));
	return new Map(rows.map((row) => [row.personId, row]));
}

export type AgencyRow = typeof agency.$inferSelect;
export const readAgencies = (tx: Tx): Promise<AgencyRow[]> => tx.select().from(agency).orderBy(agency.name);
