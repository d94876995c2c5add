/** Removed words in the log of their document: whose they were, how they are put back, and that they were. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { documentClient, documentUpdate } from '#drizzle/schema.ts';
import { LIMIT } from '#lib/wire.ts';
import { appendOneUpdate } from './append-one-update.ts';
import { randomClientId } from './client-ids.ts';
import type { Tx } from './database.ts';
import { type PutBackMade, putBackInWorker } from './fold-updates.ts';
import { type SplitUpdate, splitRemoval } from './split-removal.ts';
import { readWholeLog } from './whole-log.ts';

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
	const { first, updates } = await readWholeLog(tx, documentId);
	const writers = await tx
		.select({ seq: documentUpdate.seq, personId: documentUpdate.personId })
		.from(documentUpdate)
		.where(and(eq(documentUpdate.documentId, documentId), sql`${documentUpdate.seq} between ${from} and ${to}`));
	const byNumber = new Map(writers.map((writer) => [writer.seq, writer.personId]));
	const numbered = updates.map((update, n) => ({ seq: first + n, update }));
	const untouched = (seqs: (seq: number) => boolean): SplitUpdate[] =>
		numbered.filter(({ seq }) => seqs(seq)).map(({ update }) => ({ update, isRemoval: false }));
	const stretch = numbered.flatMap(({ seq, update }) =>
		seq < from || seq > to ? [] : [{ personId: byNumber.get(seq) ?? null, update }]
	);
	const clients = await tx
		.select({ id: documentClient.clientId })
		.from(documentClient)
		.where(and(eq(documentClient.documentId, documentId), eq(documentClient.personId, personId)));
	const parts = splitRemoval(stretch, personId, new Set(clients.map(({ id }) => id)));
	return [...untouched((seq) => seq < from), ...parts, ...untouched((seq) => seq > to)];
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
