/** Every update of a document's log that can still be read, nothing folded: a fold has forgotten what was taken out. */
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { packedFrom, unpack } from './packed-updates.ts';
import { readSealed } from './sealed-update.ts';

export type WholeLog = {
	/** what was there before the first update, folded; null when that was nothing */
	readonly base: Uint8Array | null;
	/** number of the last update in `base` */
	readonly foldedTo: number;
	/** updates up to this number can be read by nobody any more: `base` has what stayed of them */
	readonly begunAfter: number;
	/** number of the first update; the others follow without a gap */
	readonly first: number;
	readonly updates: readonly Uint8Array[];
};

/** As of one moment. @throws when the area has no such document */
export async function readWholeLog(tx: Tx, documentId: string): Promise<WholeLog> {
	type Row = {
		key_id: string | null;
		begun_after: number;
		state: Uint8Array | null;
		seq: number;
		first: number;
		updates: Uint8Array;
		lengths: Uint8Array;
	};
	const read = async (): Promise<Row | undefined> => {
		const [row] = await tx.execute<Row>(sql`
			select d.key_id, d.begun_after::float8 as begun_after, s.state, coalesce(s.seq, 0)::float8 as seq,
				coalesce(min(u.seq), 0)::float8 as first,
				coalesce(string_agg(u.update, ''::bytea order by u.seq), '') as updates,
				coalesce(string_agg(int4send(octet_length(u.update)), ''::bytea order by u.seq), '') as lengths
			from document d
			left join document_snapshot s on s.document_id = d.id and s.seq <= d.head
			left join document_update u on u.document_id = d.id and u.seq > d.begun_after and u.seq <= d.head
			where d.id = ${documentId}::uuid
			group by d.id, s.document_id`);
		return row;
	};
	const log = await readSealed(tx, documentId, read, async (row, seal) => ({
		base: row.state && seal.openState(row.seq, row.state),
		foldedTo: row.seq,
		begunAfter: row.begun_after,
		first: row.first,
		updates: unpack(await seal.openAll(row.first, packedFrom(row.updates, row.lengths)))
	}));
	if (log === null) throw new Error('no such document');
	return log;
}
