/**
 * A document begun anew: from the words that stand in it, with another key, so that nobody opens what was before (R16, R17).
 */
import { eq, sql } from 'drizzle-orm';
import { document, documentSnapshot, documentUpdate } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';
import { authorsUpTo } from './document-authors.ts';
import { keysOf, noteEndedKeys } from './document-keys.ts';
import { loadDocument, openingUpdate, readDocument, updatesIn } from './document-log.ts';
import { foldUpdates } from './fold-updates.ts';
import { sealIn } from './sealed-update.ts';

/**
 * Needed where a document becomes readable for more people than it was written for: they get what stands in it and nothing that
 * was taken out before. Call it with the document held. Everybody who has it open comes back and learns its new epoch first.
 */
export async function renewDocument(tx: Tx, areaId: string, documentId: string): Promise<void> {
	const stored = await loadDocument(tx, documentId);
	if (!stored || stored.head === 0) return;
	const state = foldUpdates(updatesIn(stored));
	const keyId = await keysOf(tx).make();
	// While it is open its log is whole by itself again: the next update holds all that stood.
	const seq = stored.head + (stored.sealed ? 0 : 1);
	await tx
		.update(document)
		.set({ epoch: sql`${document.epoch} + 1`, keyId, begunAfter: stored.head, head: seq })
		.where(eq(document.id, documentId));
	noteEndedKeys(tx);
	if (!stored.sealed) {
		const update = (await sealIn(tx, documentId, keyId)).update(seq, state);
		await tx.insert(documentUpdate).values({ areaId, documentId, seq, personId: null, fields: [], update });
	}
	await keepState(tx, { areaId, documentId, seq, keyId }, state);
}

/**
 * Of a document of a locked meeting only its words stay, as they stood at the lock; how they came about goes, with its key.
 * @returns how many rows went @throws when it is not locked for long enough, or held
 */
export async function reduceDocument(
	tx: Tx,
	{ areaId, documentId, head }: { readonly areaId: string; readonly documentId: string; readonly head: number },
	at: Date
): Promise<number> {
	let keyId: string | null = null;
	if (head > 0) {
		const { fields } = await readDocument(tx, documentId);
		keyId = await keysOf(tx).make();
		await keepState(tx, { areaId, documentId, seq: head, keyId }, openingUpdate(fields).update);
	}
	const [gone] = await tx.execute<{ rows: number }>(
		sql`select public.destroy_update_log(${documentId}::uuid, ${at.toISOString()}::timestamptz, ${keyId}::uuid) as rows`
	);
	noteEndedKeys(tx);
	return gone?.rows ?? 0;
}

async function keepState(
	tx: Tx,
	of: { readonly areaId: string; readonly documentId: string; readonly seq: number; readonly keyId: string },
	plain: Uint8Array
): Promise<void> {
	const { areaId, documentId, seq, keyId } = of;
	const state = (await sealIn(tx, documentId, keyId)).state(seq, plain);
	await tx
		.insert(documentSnapshot)
		.values({ areaId, documentId, seq, state, authors: authorsUpTo(documentId, seq) })
		.onConflictDoUpdate({
			target: documentSnapshot.documentId,
			set: { seq, state, authors: sql`excluded.authors` }
		});
}
