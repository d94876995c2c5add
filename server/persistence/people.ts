/** People and agencies of an area, as commands and screens need them. */

import { eq, inArray } from 'drizzle-orm';
import { agency, person } from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import { asGrade, type Grade } from '#lib/people/grades.ts';
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

/** Looks up how senior somebody is; null for whoever is not among these or has no grade recorded. */
export async function readGrades(tx: Tx, ids?: readonly string[]): Promise<(personId: string) => Grade | null> {
	const asked = ids?.filter((one) => /^[0-9a-f-]{36}$/.test(one));
	const rows = await tx
		.select({ id: person.id, grade: person.grade })
		.from(person)
		.where(asked ? inArray(person.id, asked) : undefined);
	const grades = new Map(rows.map(({ id, grade }) => [id, asGrade(grade)]));
	return (personId) => grades.get(personId) ?? null;
}

export type AgencyRow = typeof agency.$inferSelect;
export const readAgencies = (tx: Tx): Promise<AgencyRow[]> => tx.select().from(agency).orderBy(agency.name);
/** Without those of other areas, which are here for a shared case. */
export const readOwnAgencies = async (tx: Tx): Promise<AgencyRow[]> =>
	(await readAgencies(tx)).filter(({ visitingFrom }) => visitingFrom === null);
