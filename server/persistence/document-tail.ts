/** What the other nodes need to know of a document's log: how far it has come, and what was added after a number. */
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { DocumentKeyGone, type Seal, sealIn } from './sealed-update.ts';

/** How a document stands. */
export type DocumentHead = {
	/** number of the last stored update */
	readonly head: number;
	readonly sealed: boolean;
	/** when its meeting was locked, ms; null while it is open, or when nobody noted it */
	readonly sealedAt: number | null;
	readonly epoch: number;
};

/** One update as the log holds it: who changed which fields, and when (ms). `personId` null = the server. */
export type StoredUpdate = {
	readonly seq: number;
	readonly update: Uint8Array;
	readonly personId: string | null;
	readonly name: string;
	readonly agency: string;
	readonly fields: readonly string[];
	readonly at: number;
};

/**
 * What a document's log holds after a number, in order; all of it when the last one is number `head`. A document whose key is gone
 * is of no epoch (0): whoever has it open lets go of it.
 */
export type LogTail = DocumentHead & { readonly updates: readonly StoredUpdate[] };
export type TailAsked = { readonly documentId: string; readonly after: number };

/** More than this is read in several goes. */
const MOST_UPDATES = 500;

/** Columns of `document d` from which {@link headFrom} reads how it stands. */
export const STANDING = sql`d.id, d.head::float8 as head, d.state <> 'open' as sealed, d.epoch, case when d.state <> 'open' then
	(select (extract(epoch from m.locked_at) * 1000)::float8 from meeting m where m.id = d.meeting_id) end as sealed_at`;
export type Standing = { id: string; head: number; sealed: boolean; epoch: number; sealed_at: number | null };

export const headFrom = ({ head, sealed, epoch, sealed_at }: Standing): DocumentHead => ({
	head,
	sealed,
	epoch,
	sealedAt: sealed_at === null ? null : Math.floor(sealed_at)
});

/** The log of each document after a number, as of one moment. Without those the area does not have. */
export async function readTails(tx: Tx, asked: readonly TailAsked[]): Promise<Map<string, LogTail>> {
	type Row = Standing & {
		seq: number | null;
		update: Uint8Array;
		person_id: string | null;
		name: string | null;
		agency: string | null;
		fields: string[];
		at: number;
		key_id: string | null;
	};
	const rows = await tx.execute<Row>(sql`
		select ${STANDING}, u.seq::float8 as seq, u.update, u.person_id, u.fields, p.name, a.name as agency, d.key_id,
			floor(extract(epoch from u.at) * 1000)::float8 as at
		from unnest(
			${sql.param(asked.map((one) => one.documentId))}::uuid[],
			${sql.param(asked.map((one) => one.after))}::bigint[]
		) as w(id, after)
		join document d on d.id = w.id
		left join lateral (
			select * from document_update where document_id = d.id and seq > greatest(w.after, d.begun_after)
			order by seq limit ${MOST_UPDATES}
		) u on true
		left join person p on p.id = u.person_id
		left join agency a on a.id = p.agency_id
		order by d.id, u.seq`);
	const tails = new Map<string, LogTail & { updates: StoredUpdate[] }>();
	let seal: Seal | null = null;
	for (const row of rows) {
		let tail = tails.get(row.id);
		if (tail === undefined) {
			seal = await sealIfThere(tx, row);
			tail = { ...headFrom(row), ...(seal === null && { epoch: 0 }), updates: [] };
			tails.set(row.id, tail);
		}
		if (row.seq === null || seal === null) continue;
		const { seq, person_id: personId, name, agency, fields, at } = row;
		const update = seal.openUpdate(seq, row.update);
		tail.updates.push({ seq, update, personId, name: name ?? '', agency: agency ?? '', fields, at });
	}
	return tails;
}

const sealIfThere = (tx: Tx, { id, key_id }: { id: string; key_id: string | null }): Promise<Seal | null> =>
	sealIn(tx, id, key_id).catch((problem) => {
		if (problem instanceof DocumentKeyGone) return null;
		throw problem;
	});

/** Whether nothing is missing between what was asked for and the head. */
export const isWhole = ({ head, updates }: LogTail, after: number): boolean => (updates.at(-1)?.seq ?? after) === head;
