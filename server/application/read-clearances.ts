/** Who holds the clearance for Category 4: names of people of the area and nothing of any case. */
import { asc, eq } from 'drizzle-orm';
import { agency, person } from '#drizzle/schema.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { type Actor, CAT4_CLEARED } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database } from '../persistence/database.ts';

export type ClearancePerson = {
	readonly id: string;
	readonly name: string;
	readonly roleTitle: string;
	readonly agencyName: string;
	readonly isCleared: boolean;
};

export async function readClearances(database: Database, actor: Actor): Promise<Result<readonly ClearancePerson[]>> {
	if (mayRunInArea(actor, 'give-clearance'))
		return refuse('missing', 'There is no such page, or it is not yours to see.');
	return database.withArea(actor.areaId, async (tx) => {
		const rows = await tx
			.select({ row: person, agencyName: agency.name })
			.from(person)
			.innerJoin(agency, eq(agency.id, person.agencyId))
			.orderBy(asc(person.name));
		await writeAudit(tx, actor, 'view-clearances', 'area', actor.areaId);
		return done(
			rows.map(({ row: { id, name, roleTitle, grants }, agencyName }) => ({
				...{ id, name, roleTitle, agencyName, isCleared: grants.includes(CAT4_CLEARED) }
			}))
		);
	});
}
