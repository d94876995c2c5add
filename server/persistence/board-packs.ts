/** Packs as published to the Board's members. What was published stays; the newest version of a quarter is the one shown. */
import { desc, eq, sql } from 'drizzle-orm';
import { boardPack, person } from '#drizzle/schema.ts';
import type { PublishedPack } from '#lib/smb/published-pack.ts';
import type { Tx } from './database.ts';

export type StoredPack = {
	readonly quarter: string;
	readonly version: number;
	readonly pack: PublishedPack;
	/** ISO 8601, UTC */
	readonly publishedAt: string;
	readonly publishedBy: string;
};

/** The newest version of one quarter, or null. */
export async function readPack(tx: Tx, quarter: string): Promise<StoredPack | null> {
	const [row] = await tx
		.select({ stored: boardPack, by: person.name })
		.from(boardPack)
		.innerJoin(person, eq(boardPack.publishedBy, person.id))
		.where(eq(boardPack.quarter, quarter))
		.orderBy(desc(boardPack.version))
		.limit(1);
	if (!row) return null;
	const { version, pack, publishedAt } = row.stored;
	return {
		...{ quarter, version, pack: pack as PublishedPack },
		...{ publishedAt: publishedAt.toISOString(), publishedBy: row.by }
	};
}

/** Quarters with a published pack, newest first. */
export async function readPublishedQuarters(tx: Tx): Promise<readonly string[]> {
	const rows = await tx.selectDistinct({ quarter: boardPack.quarter }).from(boardPack).orderBy(sql`quarter desc`);
	return rows.map(({ quarter }) => quarter);
}

export const insertPack = async (tx: Tx, row: typeof boardPack.$inferInsert): Promise<void> =>
	void (await tx.insert(boardPack).values(row));
