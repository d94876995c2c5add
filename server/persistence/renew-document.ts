/**
 * A document begun anew with the words that stand in it: whoever opens it from now on gets these and nothing that was taken
 * out before (R16). Needed where it becomes readable for more people than it was written for.
 */
import { eq, sql } from 'drizzle-orm';
import { document, documentSnapshot } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';
import { authorsUpTo } from './document-authors.ts';
import { loadDocument, updatesIn } from './document-log.ts';
import { foldUpdates } from './fold-updates.ts';

/** Call it with the document held. Everybody who has it open comes back and learns its new epoch first. */
export async function renewDocument(tx: Tx, areaId: string, documentId: string): Promise<void> {
	const stored = await loadDocument(tx, documentId);
	if (!stored || stored.head === 0) return;
	const row = { areaId, documentId, seq: stored.head, state: foldUpdates(updatesIn(stored)) };
	const values = { ...row, authors: authorsUpTo(documentId, stored.head) };
	await tx
		.insert(documentSnapshot)
		.values(values)
		.onConflictDoUpdate({
			target: documentSnapshot.documentId,
			set: { seq: row.seq, state: row.state, authors: sql`excluded.authors` }
		});
	await tx
		.update(document)
		.set({ epoch: sql`${document.epoch} + 1` })
		.where(eq(document.id, documentId));
}
