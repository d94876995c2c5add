/** Recurring wording as an area keeps it: every version is added, the newest counts. */
import { desc } from 'drizzle-orm';
import { wordingTemplate } from '#drizzle/schema.ts';
import type { WordingRow } from '#lib/wordings/wording.ts';
import type { Tx } from './database.ts';

/** The newest version of each. */
export const readWordingRows = (tx: Tx): Promise<readonly WordingRow[]> =>
	tx
		.selectDistinctOn([wordingTemplate.templateId])
		.from(wordingTemplate)
		.orderBy(wordingTemplate.templateId, desc(wordingTemplate.version));

export async function insertWording(tx: Tx, row: typeof wordingTemplate.$inferInsert): Promise<void> {
	await tx.insert(wordingTemplate).values(row);
}
