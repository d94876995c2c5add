/** The area's own settings: timescales, targets and the confidentiality and equality statement. */

import { desc, eq, max } from 'drizzle-orm';
import { area, statement } from '#drizzle/schema.ts';
import { type AreaConfig, areaConfig } from '#lib/cases/area-config.ts';
import type { Tx } from './database.ts';

export type AreaRow = typeof area.$inferSelect;
export type StatementText = { readonly version: number; readonly language: string; readonly text: string };

export async function readArea(tx: Tx, areaId: string): Promise<AreaRow> {
	const [row] = await tx.select().from(area).where(eq(area.id, areaId));
	if (!row) throw new Error('the area is gone');
	return row;
}

/** The area's timescales, with the defaults of domain.md 2.4 for whatever it has not set. */
export const readAreaConfig = async (tx: Tx, areaId: string): Promise<AreaConfig> =>
	areaConfig((await readArea(tx, areaId)).config);

/** Number of the current statement; 0 where the area has none yet. */
export async function readStatementVersion(tx: Tx): Promise<number> {
	const [row] = await tx.select({ version: max(statement.version) }).from(statement);
	return row?.version ?? 0;
}

/** The current statement in each language it exists in. */
export async function readStatement(tx: Tx): Promise<StatementText[]> {
	const version = await readStatementVersion(tx);
	return tx
		.select({ version: statement.version, language: statement.language, text: statement.text })
		.from(statement)
		.where(eq(statement.version, version))
		.orderBy(desc(statement.language));
}
