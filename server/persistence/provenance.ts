/** Who stored what in the logs behind a record, and their state as one number each: for the record's annex. */
import { sql } from 'drizzle-orm';
import type { FieldWriter } from '#lib/minutes/record-annex.ts';
import type { Tx } from './database.ts';

/**
 * Everybody who changed each text of a document, by text and then by time.
 * @param documentId of the plan or the minutes, which everybody in the meeting may read
 */
export async function readFieldWriters(tx: Tx, documentId: string): Promise<readonly FieldWriter[]> {
	const rows = await tx.execute<{
		field: string;
		name: string | null;
		agency: string | null;
		first: number;
		last: number;
		changes: number;
	}>(sql`
		select w.field, p.name, a.name as agency, w.first, w.last, w.changes from (
			select changed.field, u.person_id, count(*)::float8 as changes,
				floor(extract(epoch from min(u.at)) * 1000)::float8 as first,
				floor(extract(epoch from max(u.at)) * 1000)::float8 as last
			from document_update u cross join lateral unnest(u.fields) as changed(field)
			where u.document_id = ${documentId}
			group by changed.field, u.person_id
		) w
		left join person p on p.id = w.person_id
		left join agency a on a.id = p.agency_id
		order by w.field, w.first, p.name`);
	return rows.map(({ field, name, agency, first, last, changes }) => ({
		field,
		person: name ?? '',
		agency: agency ?? '',
		first: new Date(first).toISOString(),
		last: new Date(last).toISOString(),
		changes
	}));
}

/**
 * SHA-256 over a document's whole log: for each update in order its number (8 bytes), the person (16, noughts for the service),
 * the length (4) and the update, as it is stored: sealed, where the document has a key. So whoever has the database can compute it
 * anew without any key, also when that is destroyed, and nobody can guess words by it. 64 hexadecimal digits.
 */
export async function readLogDigest(tx: Tx, documentId: string): Promise<string> {
	const [row] = await tx.execute<{ digest: string }>(sql`
		select encode(sha256(coalesce(string_agg(
			int8send(u.seq) || uuid_send(coalesce(u.person_id, '00000000-0000-0000-0000-000000000000'::uuid))
				|| int4send(octet_length(u.update)) || u.update,
			''::bytea order by u.seq
		), ''::bytea)), 'hex') as digest
		from document_update u where u.document_id = ${documentId}`);
	return row?.digest ?? '';
}
