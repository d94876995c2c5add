/** People of one's own agency: whom one may ask to stand in at a meeting. */

import { asc, eq } from 'drizzle-orm';
import { meeting, person } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { Database } from '../persistence/database.ts';
import { closedPeople } from './case-access.ts';

export type Colleague = { readonly personId: string; readonly name: string; readonly roleTitle: string };

/** @param meetingId one that the actor was let to the door of */
export const readColleagues = (database: Database, actor: Actor, meetingId: string): Promise<readonly Colleague[]> =>
	database.withArea(actor.areaId, async (tx) => {
		const colleagues = await tx
			.select({ personId: person.id, name: person.name, roleTitle: person.roleTitle })
			.from(person)
			.where(eq(person.agencyId, actor.agencyId))
			.orderBy(asc(person.name));
		const [row] = await tx.select({ caseId: meeting.caseId }).from(meeting).where(eq(meeting.id, meetingId));
		const ids = colleagues.map(({ personId }) => personId);
		const closed = row ? await closedPeople(tx, row.caseId, ids) : new Set(ids);
		return colleagues.filter(({ personId }) => !closed.has(personId));
	});
