/** The demonstration's area asks for vetting, and has a date for everybody. */
import { eq, isNull, sql } from 'drizzle-orm';
import * as schema from '#drizzle/schema.ts';
import type { Tx } from '#server/persistence/database.ts';

/** Some years from today by the database's clock, which every door asks; a different day for each, as people are vetted. */
export const recordVetting = async (tx: Tx, areaId: string): Promise<void> => {
	await tx
		.update(schema.person)
		.set({
			vettedUntil: sql`(now() at time zone 'Europe/London')::date + 1000 + abs(hashtext(${schema.person.name})) % 400`
		})
		.where(sql`${eq(schema.person.areaId, areaId)} and ${isNull(schema.person.vettedUntil)}`);
};
