/** People of one's own agency: whom one may ask to stand in. */

import { asc, eq } from 'drizzle-orm';
import { person } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { Database } from '../persistence/database.ts';

export type Colleague = { readonly personId: string; readonly name: string; readonly roleTitle: string };

export const readColleagues = (database: Database, actor: Actor): Promise<readonly Colleague[]> =>
	database.withArea(actor.areaId, (tx) =>
		tx
			.select({ personId: person.id, name: person.name, roleTitle: person.roleTitle })
			.from(person)
			.where(eq(person.agencyId, actor.agencyId))
			.orderBy(asc(person.name))
	);
