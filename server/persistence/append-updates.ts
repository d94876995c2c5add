/** Storing updates: each document's head is raised and the updates get the numbers so gained (R10, R14, P5). */
import { sql } from 'drizzle-orm';
import type { Tx } from './database.ts';
import { isWhole, type LogTail, readTails } from './document-tail.ts';

export type LogEntry = { readonly personId: string; readonly fields: readonly string[]; readonly update: Uint8Array };
/** Updates to store after number `expectedHead`, all or none. */
export type Append = {
	readonly documentId: string;
	readonly expectedHead: number;
	readonly entries: readonly LogEntry[];
	/** stored only in a document of this epoch (R16); in any when absent */
	readonly epoch?: number;
	/**
	 * Called when others have stored after `expectedHead`, with all of that and while the document is held for us: answers
	 * what is to be stored after it. It may be called again for the same append, and what it answered may come to nothing
	 * when the transaction fails; what it was told is committed in any case. Throwing undoes the transaction.
	 */
	readonly rebase?: (tail: LogTail) => readonly LogEntry[];
};

/**
 * `stored`: committed, `at` is the database's time in ms. `sealed`: the document takes nothing any more. `renewed`: it has
 * another epoch. `moved`: the log has grown without us, what we know of it is old. `busy`: somebody holds the document
 * right now, ask again.
 */
export type AppendOutcome =
	| { readonly kind: 'stored'; readonly head: number; readonly at: number }
	| { readonly kind: 'sealed' | 'renewed' | 'moved' | 'busy' };

/**
 * A document that is sealed, or held by a transaction that may be sealing it, is left out: nothing waits, and a seal and
 * a late write cannot both win (P5). Whoever comes second and can rebase stores in the same transaction, because two
 * nodes that each start again would take turns in being late.
 */
export async function appendUpdates(tx: Tx, areaId: string, appends: readonly Append[]): Promise<AppendOutcome[]> {
	const stored = await raise(tx, areaId, appends);
	const late = appends.filter((append) => !stored.has(append.documentId));
	const outcomes = late.length === 0 ? null : await storeLate(tx, areaId, late);
	return appends.map((append) => {
		const at = stored.get(append.documentId);
		if (at === undefined) return outcomes?.get(append.documentId) ?? { kind: 'moved' };
		return { kind: 'stored', head: append.expectedHead + append.entries.length, at };
	});
}

async function storeLate(tx: Tx, areaId: string, late: readonly Append[]): Promise<Map<string, AppendOutcome>> {
	const rebasing = late.filter((append) => append.rebase !== undefined).map((append) => append.documentId);
	const held = await hold(tx, rebasing);
	const tails = await readTails(
		tx,
		late.map(({ documentId, expectedHead }) => ({ documentId, after: expectedHead }))
	);
	const outcomes = new Map<string, AppendOutcome>();
	const rebased: Append[] = [];
	for (const { documentId, expectedHead, epoch, entries, rebase } of late) {
		const tail = tails.get(documentId);
		if (tail === undefined) outcomes.set(documentId, { kind: 'moved' });
		else if (epoch !== undefined && tail.epoch !== epoch) outcomes.set(documentId, { kind: 'renewed' });
		else if (tail.sealed) outcomes.set(documentId, { kind: 'sealed' });
		else if (rebase !== undefined && !held.has(documentId)) outcomes.set(documentId, { kind: 'busy' });
		else if (rebase !== undefined && tail.head >= expectedHead && isWhole(tail, expectedHead))
			rebased.push({ documentId, expectedHead: tail.head, entries: tail.head > expectedHead ? rebase(tail) : entries });
		else outcomes.set(documentId, { kind: tail.head === expectedHead ? 'busy' : 'moved' });
	}
	if (rebased.length === 0) return outcomes;
	const at = await raise(tx, areaId, rebased);
	for (const { documentId, expectedHead, entries } of rebased)
		outcomes.set(documentId, {
			kind: 'stored',
			head: expectedHead + entries.length,
			at: at.get(documentId) as number
		});
	return outcomes;
}

/** Keeps these documents to this transaction, except those somebody else has. What is read afterwards stays so. */
async function hold(tx: Tx, documentIds: readonly string[]): Promise<Set<string>> {
	if (documentIds.length === 0) return new Set();
	const rows = await tx.execute<{ id: string }>(sql`
		select id from document where id = any(${sql.param([...documentIds])}::uuid[]) for no key update skip locked`);
	return new Set(rows.map((row) => row.id));
}

/** Stores where the head is as expected and the document open. @returns the time (ms) for each document where it was */
async function raise(tx: Tx, areaId: string, appends: readonly Append[]): Promise<Map<string, number>> {
	const list = (values: readonly unknown[]) => sql.param([...values]);
	const raised = await tx.execute<{ id: string; at: number }>(sql`
		with wanted as (
			select * from unnest(
				${list(appends.map((a) => a.documentId))}::uuid[],
				${list(appends.map((a) => a.expectedHead))}::bigint[],
				${list(appends.map((a) => a.entries.length))}::bigint[],
				${list(appends.map((a) => a.epoch ?? null))}::integer[]
			) as w(id, expected, n, epoch)
		), free as (
			select d.id from document d join wanted w on w.id = d.id
			where d.state = 'open' and d.head = w.expected and d.epoch = coalesce(w.epoch, d.epoch)
			for no key update of d skip locked
		)
		update document d set head = d.head + w.n from wanted w, free f where d.id = w.id and d.id = f.id
		returning d.id, (extract(epoch from now()) * 1000)::float8 as at`);
	const at = new Map(raised.map((row) => [row.id, Math.floor(row.at)]));
	const rows = appends
		.filter((append) => at.has(append.documentId))
		.flatMap(({ documentId, expectedHead, entries }) =>
			entries.map((entry, n) => ({ documentId, seq: expectedHead + n + 1, ...entry }))
		);
	if (rows.length > 0)
		await tx.execute(sql`
			insert into document_update (area_id, document_id, seq, person_id, fields, update)
			select ${areaId}::uuid, r.document_id, r.seq, r.person_id, string_to_array(r.fields, ' '), r.update from unnest(
				${list(rows.map((row) => row.documentId))}::uuid[],
				${list(rows.map((row) => row.seq))}::bigint[],
				${list(rows.map((row) => row.personId))}::uuid[],
				${list(rows.map((row) => row.fields.join(' ')))}::text[],
				${bytesList(rows.map((row) => row.update))}::bytea[]
			) as r(document_id, seq, person_id, fields, update)`);
	return at;
}

/** The driver takes an array of byte arrays for one byte array, so the list is written out as PostgreSQL reads it. */
const bytesList = (values: readonly Uint8Array[]): string =>
	`{${values.map((bytes) => `"\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}"`).join(',')}}`;
