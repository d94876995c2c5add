/** People of one's own agency: whom one may ask to stand in at a meeting. */

import { and, asc, eq, sql } from 'drizzle-orm';
import { person } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { Database } from '../persistence/database.ts';
import { openToPerson } from './case-access.ts';

export type Colleague = { readonly personId: string; readonly name: string; readonly roleTitle: string };

export const readColleagues = (database: Database, actor: Actor, meetingId: string): Promise<readonly Colleague[]> =>
	database.withArea(actor.areaId, (tx) =>
		tx
			.select({ personId: person.id, name: person.name, roleTitle: person.roleTitle })
			.from(person)
			.where(
				and(
					eq(person.agencyId, actor.agencyId),
					openToPerson(person.id, sql`(select case_id from meeting where id = ${meetingId}::uuid)`)
				)
			)
			.orderBy(asc(person.name))
	);
