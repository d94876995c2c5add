/**
 * Who last changed each field. The whole log tells it; a folded state keeps what it told up to there, so that opening a
 * document of 30,000 updates reads only those after the fold.
 */
import { type SQL, sql } from 'drizzle-orm';
import type { Authorship } from '#lib/wire.ts';
import type { Tx } from './database.ts';

/** The newest change of every field up to number `upTo` as {field: [person id or null, ms]}, to be used as a value. */
export const authorsUpTo = (documentId: string, upTo: number | SQL): SQL => sql`(
	with kept as (
		select seq, authors from document_snapshot
		where document_id = ${documentId} and seq <= ${upTo} and authors is not null
	), newest as (
		select distinct on (changed.field) changed.field, u.person_id, u.at
		from document_update u cross join lateral unnest(u.fields) as changed(field)
		where u.document_id = ${documentId} and u.seq <= ${upTo} and u.seq > coalesce((select seq from kept), 0)
		order by changed.field, u.seq desc
	)
	select coalesce((select authors from kept), '{}') || coalesce(
		(select jsonb_object_agg(field, jsonb_build_array(person_id, floor(extract(epoch from at) * 1000))) from newest), '{}'
	))`;

/** The newest change of every field of a document. */
export async function readAuthors(tx: Tx, documentId: string): Promise<Authorship[]> {
	const head = sql`(select head from document where id = ${documentId})`;
	const rows = await tx.execute<{
		field: string;
		personId: string | null;
		name: string | null;
		agency: string | null;
		at: number;
	}>(sql`
		select one.field, one.change->>0 as "personId", p.name, a.name as agency, (one.change->>1)::float8 as at
		from jsonb_each(${authorsUpTo(documentId, head)}) as one(field, change)
		left join person p on p.id = (one.change->>0)::uuid
		left join agency a on a.id = p.agency_id
		order by one.field`);
	return rows.map(({ field, personId, name, agency, at }) => ({
		field,
		personId,
		name: name ?? '',
		agency: agency ?? '',
		at
	}));
}
