/** Removed words in the log of their document: whose they were, how they are put back, and that they were. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { documentClient, documentUpdate } from '#drizzle/schema.ts';
import { LIMIT } from '#lib/wire.ts';
import { appendOneUpdate } from './append-one-update.ts';
import { randomClientId } from './client-ids.ts';
import type { Tx } from './database.ts';
import { type PutBackMade, putBackInWorker } from './fold-updates.ts';
import { packedFrom, unpack } from './packed-updates.ts';
import { type SplitUpdate, splitRemoval } from './split-removal.ts';

export type Removal = {
	readonly documentId: string;
	readonly personId: string;
	/** numbers of the first and last update of the log that removed some of them */
	readonly from: number;
	readonly to: number;
};

/** Whom client ids of a document were issued to; null = the server. */
export async function ownersOf(
	tx: Tx,
	documentId: string,
	clients: readonly number[]
): Promise<Map<number, string | null>> {
	const rows = await tx
		.select({ clientId: documentClient.clientId, personId: documentClient.personId })
		.from(documentClient)
		.where(and(eq(documentClient.documentId, documentId), inArray(documentClient.clientId, [...clients])));
	return new Map(rows.map(({ clientId, personId }) => [clientId, personId]));
}

/** The whole log in order, taken apart where the words were removed. Nothing folded: a fold has forgotten them. */
export async function readRemoval(tx: Tx, { documentId, personId, from, to }: Removal): Promise<SplitUpdate[]> {
	const packed = (where: ReturnType<typeof sql>) => sql`
		select coalesce(string_agg(u.update, ''::bytea order by u.seq), '') as updates,
			coalesce(string_agg(int4send(octet_length(u.update)), ''::bytea order by u.seq), '') as lengths
		from document_update u where u.document_id = ${documentId} and ${where}`;
	const all = async (where: ReturnType<typeof sql>): Promise<SplitUpdate[]> => {
		const [row] = await tx.execute<{ updates: Uint8Array; lengths: Uint8Array }>(packed(where));
		if (row === undefined) throw new Error('an aggregate has a row');
		return unpack(packedFrom(row.updates, row.lengths)).map((update) => ({ update, isRemoval: false }));
	};
	const before = await all(sql`u.seq < ${from}`);
	const stretch = await tx
		.select({ personId: documentUpdate.personId, update: documentUpdate.update })
		.from(documentUpdate)
		.where(and(eq(documentUpdate.documentId, documentId), sql`${documentUpdate.seq} between ${from} and ${to}`))
		.orderBy(documentUpdate.seq);
	const clients = await tx
		.select({ id: documentClient.clientId })
		.from(documentClient)
		.where(and(eq(documentClient.documentId, documentId), eq(documentClient.personId, personId)));
	const parts = splitRemoval(stretch, personId, new Set(clients.map(({ id }) => id)));
	return [...before, ...parts, ...(await all(sql`u.seq > ${to}`))];
}

export type PutBack = PutBackMade & { readonly clientId: number };

/** Makes the update that puts the words back. Takes as long as reading the whole log, but nobody waits for it: a worker does it. */
export async function makePutBack(log: readonly SplitUpdate[], field: string): Promise<PutBack> {
	const clientId = randomClientId();
	const made = await putBackInWorker({
		updates: log.map(({ update }) => update),
		removals: log.map(({ isRemoval }) => isRemoval),
		field,
		clientId,
		most: LIMIT.fieldCharacters
	});
	return { ...made, clientId };
}

/**
 * Stores the update as the next of its document, credited to who puts the words back. Its client id is the server's own: the
 * words stay words of others to everybody. The caller's transaction has seen that the meeting is open.
 * @param at when it happened; the fact of it bears the same time
 * @throws when the document is sealed or the id was taken; nothing is stored then
 */
export async function storePutBack(
	tx: Tx,
	entry: {
		readonly areaId: string;
		readonly documentId: string;
		readonly clientId: number;
		readonly personId: string;
		readonly field: string;
		readonly update: Uint8Array;
		readonly at: Date;
	}
): Promise<void> {
	const { field, ...rest } = entry;
	await appendOneUpdate(tx, { ...rest, clientOf: null, fields: [field] });
}
