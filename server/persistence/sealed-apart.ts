/** What locked meetings keep apart from their final records: stored once and never changed. */
import { asc, eq } from 'drizzle-orm';
import { sealedApart } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

export type SealedRow = typeof sealedApart.$inferSelect;

export async function insertSealedApart(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
	if (rows.length > 0) await tx.insert(sealedApart).values([...rows]);
}

export const readSealedApart = (tx: Tx, meetingId: string): Promise<SealedRow[]> =>
	tx.select().from(sealedApart).where(eq(sealedApart.meetingId, meetingId)).orderBy(asc(sealedApart.name));
