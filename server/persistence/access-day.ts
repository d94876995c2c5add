/** What ends by the calendar: a new day is noted once in each area, so that whoever is inside is looked at again (R12). */
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';

/**
 * Notes that a new day has begun in the transaction's area. When a vetting or a share ended with the day before, a share begins,
 * or the area asks for vetting from today on, the state of access rises, as with any other change of who may know of a case.
 * @returns the day, YYYY-MM-DD, by the database's clock in London: every door asks that one
 */
export async function noteAccessDay(tx: Tx): Promise<string> {
	const [row] = await tx.execute<{ today: string }>(sql`
		select (now() at time zone 'Europe/London')::date::text as today`);
	const today = row?.today ?? '';
	await tx.execute(sql`
		update area a set access_looked_on = ${today}::date,
			access_version = a.access_version + case when exists (
					select from person p where p.area_id = a.id and p.vetted_until < ${today}::date
						and p.vetted_until >= coalesce(a.access_looked_on, '-infinity'::date))
				or exists (
					select from area_number n where n.area_id = a.id and n.key = 'vettingRequired'
						and n.effective_from <= ${today}::date and n.effective_from > coalesce(a.access_looked_on, '-infinity'::date))
				or exists (
					select from case_share_person s where s.area_id = a.id
						and (s.until < ${today}::date and s.until >= coalesce(a.access_looked_on, '-infinity'::date)
							or s."from" <= ${today}::date and s."from" > coalesce(a.access_looked_on, '-infinity'::date)))
				then 1 else 0 end
		where a.access_looked_on is null or a.access_looked_on < ${today}::date`);
	return today;
}
