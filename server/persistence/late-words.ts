/** Words offered to the minute taker after the writing had ended. They stay as offered; that they were dealt with is added. */
import { and, asc, count, eq, isNull } from 'drizzle-orm';
import { lateWords } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

export type LateWordsRow = typeof lateWords.$inferSelect;
export type LateWordsOffer = Pick<
	LateWordsRow,
	'id' | 'areaId' | 'meetingId' | 'personId' | 'document' | 'field' | 'text'
>;

/** @returns false when the same offer is there already */
export async function insertLateWords(tx: Tx, offer: LateWordsOffer): Promise<boolean> {
	const rows = await tx.insert(lateWords).values(offer).onConflictDoNothing().returning({ id: lateWords.id });
	return rows.length === 1;
}

export async function countLateWords(tx: Tx, meetingId: string, personId: string): Promise<number> {
	const [row] = await tx
		.select({ rows: count() })
		.from(lateWords)
		.where(and(eq(lateWords.meetingId, meetingId), eq(lateWords.personId, personId)));
	return row?.rows ?? 0;
}

/** @param personId whose offers; null = everybody's. Oldest first. */
export async function readLateWords(tx: Tx, meetingId: string, personId: string | null): Promise<LateWordsRow[]> {
	const ofMeeting = eq(lateWords.meetingId, meetingId);
	return tx
		.select()
		.from(lateWords)
		.where(personId === null ? ofMeeting : and(ofMeeting, eq(lateWords.personId, personId)))
		.orderBy(asc(lateWords.at), asc(lateWords.id));
}

/** @returns null when there are no such words, false when somebody has dealt with them before */
export async function markLateWordsSettled(
	tx: Tx,
	{ id, meetingId, by }: { readonly id: string; readonly meetingId: string; readonly by: string }
): Promise<boolean | null> {
	const these = and(eq(lateWords.id, id), eq(lateWords.meetingId, meetingId));
	const [known] = await tx.select({ id: lateWords.id }).from(lateWords).where(these);
	if (!known) return null;
	const changed = await tx
		.update(lateWords)
		.set({ settledAt: new Date(), settledBy: by })
		.where(and(these, isNull(lateWords.settledAt)))
		.returning({ id: lateWords.id });
	return changed.length === 1;
}
