/** The saved states of agencies' returns. Append-only: every version that was sent stays as it was (domain.md 8, Contribution). */
import { and, asc, desc, eq, inArray, isNotNull } from 'drizzle-orm';
import { agencyReturn } from '#drizzle/schema.ts';
import type { ReturnTexts } from '#lib/returns/return-fields.ts';
import type { ReturnValues } from '#lib/returns/return-values.ts';
import type { Tx } from './database.ts';

export type SavedReturn = {
	readonly agencyId: string;
	readonly number: number;
	readonly savedBy: string;
	readonly savedAt: Date;
	readonly values: ReturnValues;
	/** as sent; null for a draft, whose words are in the document */
	readonly texts: ReturnTexts | null;
};
const saved = (row: typeof agencyReturn.$inferSelect): SavedReturn => ({
	...{ agencyId: row.agencyId, number: row.number, savedBy: row.savedBy, savedAt: row.savedAt },
	values: row.values as ReturnValues,
	texts: row.texts as ReturnTexts | null
});
const of = (meetingId: string, agencyId: string) =>
	and(eq(agencyReturn.meetingId, meetingId), eq(agencyReturn.agencyId, agencyId));

/** The newest saved state; null when nothing was saved. */
export async function readLatestReturn(tx: Tx, meetingId: string, agencyId: string): Promise<SavedReturn | null> {
	const rows = await tx
		.select()
		.from(agencyReturn)
		.where(of(meetingId, agencyId))
		.orderBy(desc(agencyReturn.number))
		.limit(1);
	return rows[0] ? saved(rows[0]) : null;
}

export async function readReturnNumbered(
	tx: Tx,
	meetingId: string,
	agencyId: string,
	number: number
): Promise<SavedReturn | null> {
	const rows = await tx
		.select()
		.from(agencyReturn)
		.where(and(of(meetingId, agencyId), eq(agencyReturn.number, number)));
	return rows[0] ? saved(rows[0]) : null;
}

/** The newest saved state of each agency that has one. */
export async function readLatestReturns(tx: Tx, meetingId: string): Promise<readonly SavedReturn[]> {
	const rows = await tx
		.selectDistinctOn([agencyReturn.agencyId])
		.from(agencyReturn)
		.where(eq(agencyReturn.meetingId, meetingId))
		.orderBy(agencyReturn.agencyId, desc(agencyReturn.number));
	return rows.map(saved);
}

/** Every version sent to a meeting, oldest first; of one agency or of all. */
export async function readSentReturns(tx: Tx, meetingId: string, agencyId?: string): Promise<readonly SavedReturn[]> {
	const where = agencyId === undefined ? eq(agencyReturn.meetingId, meetingId) : of(meetingId, agencyId);
	const rows = await tx
		.select()
		.from(agencyReturn)
		.where(and(where, isNotNull(agencyReturn.texts)))
		.orderBy(asc(agencyReturn.savedAt), asc(agencyReturn.number));
	return rows.map(saved);
}

/** Which agencies have sent one, by meeting. */
export async function readReturned(
	tx: Tx,
	meetingIds: readonly string[]
): Promise<readonly { meetingId: string; agencyId: string }[]> {
	if (meetingIds.length === 0) return [];
	return tx
		.selectDistinct({ meetingId: agencyReturn.meetingId, agencyId: agencyReturn.agencyId })
		.from(agencyReturn)
		.where(and(inArray(agencyReturn.meetingId, [...meetingIds]), isNotNull(agencyReturn.texts)));
}

export async function insertReturn(tx: Tx, row: typeof agencyReturn.$inferInsert): Promise<void> {
	await tx.insert(agencyReturn).values(row);
}
