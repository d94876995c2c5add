/** One update that no page sent: words from a form, or words put back. Rooms store theirs many at a time (append-updates.ts). */
import { and, eq, sql } from 'drizzle-orm';
import { document, documentClient, documentUpdate } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';
import { sealIn } from './sealed-update.ts';

export type OneUpdate = {
	readonly areaId: string;
	readonly documentId: string;
	/** a new one, by which nobody writes afterwards */
	readonly clientId: number;
	/** whose words these are; null: the server's own id, the words stay words of others to everybody */
	readonly clientOf: string | null;
	/** who is credited with the update */
	readonly personId: string;
	readonly fields: readonly string[];
	readonly update: Uint8Array;
	readonly at: Date;
};

/** @throws when the document is sealed or the id was taken; nothing is stored then */
export async function appendOneUpdate(tx: Tx, one: OneUpdate): Promise<void> {
	const { areaId, documentId, clientId, clientOf, personId, fields, update, at } = one;
	const [raised] = await tx
		.update(document)
		.set({ head: sql`${document.head} + 1` })
		.where(and(eq(document.id, documentId), eq(document.state, 'open')))
		.returning({ head: document.head, keyId: document.keyId });
	if (raised === undefined) throw new Error('the document takes nothing any more');
	const seal = await sealIn(tx, documentId, raised.keyId);
	await tx.insert(documentClient).values({ areaId, documentId, clientId, personId: clientOf });
	await tx.insert(documentUpdate).values({
		...{ areaId, documentId, seq: raised.head, personId, fields: [...fields], at },
		update: seal.update(raised.head, update)
	});
}
