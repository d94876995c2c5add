/** What somebody who knows a person would try as their password: name, e-mail address, agency and area. */
import { eq } from 'drizzle-orm';
import { agency, area, person } from '#drizzle/schema.ts';
import type { Account } from '../persistence/accounts.ts';
import type { Tx } from '../persistence/database.ts';

/** The transaction works in the account's area. */
export async function wordsAbout(tx: Tx, { email, personId }: Account): Promise<readonly string[]> {
	const [row] = await tx
		.select({ name: person.name, agency: agency.name, area: area.name })
		.from(person)
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.innerJoin(area, eq(area.id, person.areaId))
		.where(eq(person.id, personId));
	return [email ?? '', ...(row ? [row.name, row.agency, row.area] : [])].filter((text) => text !== '');
}
