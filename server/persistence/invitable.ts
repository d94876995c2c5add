/** Whom a meeting may have: everybody of the area but those who only keep the system running, or only sit on the Board or audit (domain.md 7). */

import { and, eq, inArray, sql } from 'drizzle-orm';
import { agency, person } from '#drizzle/schema.ts';
import type { PersonRef } from '#lib/attendance/attendance.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Tx } from './database.ts';

const NEVER_INVITED = `array['SYSTEM_ADMINISTRATOR', 'SMB_MEMBER', 'SMB_CHAIR', 'LAY_ADVISER', 'AUDITOR']`;

/** Of these people, those of another area: they are invited, and neither chair, take minutes nor manage a case. */
export async function visitorsAmong(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
	const rows = await tx
		.select({ id: person.id })
		.from(person)
		.where(
			and(sql`${person.id}::text = any(${sql.param([...ids])}::text[])`, sql`'VISITING_REP' = any(${person.roles})`)
		);
	return new Set(rows.map(({ id }) => id));
}

/** The same without those of other areas: whom a list that is about no case offers. */
export const readInvitableOfArea = async (tx: Tx): Promise<PersonRef[]> => {
	const everybody = await readInvitable(tx);
	const visitors = await visitorsAmong(
		tx,
		everybody.map(({ personId }) => personId)
	);
	return everybody.filter(({ personId }) => !visitors.has(personId));
};

/** By agency, then name. @param ids only these; everybody when absent */
export const readInvitable = (tx: Tx, ids?: readonly string[]): Promise<PersonRef[]> =>
	tx
		.select({
			personId: person.id,
			name: person.name,
			roleTitle: person.roleTitle,
			agencyId: agency.id,
			agencyCode: agency.code,
			agencyName: agency.name,
			agencyType: sql<AgencyType>`${agency.type}`
		})
		.from(person)
		.innerJoin(agency, eq(person.agencyId, agency.id))
		.where(and(sql`not ${person.roles} <@ ${sql.raw(NEVER_INVITED)}`, ids ? inArray(person.id, [...ids]) : undefined))
		.orderBy(agency.name, person.name);
