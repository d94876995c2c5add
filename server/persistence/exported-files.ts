/** Files that left the service, numbered in their area. Rows are only ever added. */
import { eq, max } from 'drizzle-orm';
import { area, exportedFile } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';
import { readDestroyedNumbers } from './retention.ts';

export type NewExport = Omit<typeof exportedFile.$inferInsert, 'id'>;

/** The number that the next one gets, unless another takes it first. */
export async function nextExportNumber(tx: Tx): Promise<number> {
	const [last] = await tx.select({ number: max(exportedFile.number) }).from(exportedFile);
	return Math.max(last?.number ?? 0, (await readDestroyedNumbers(tx)).lastExport) + 1;
}

/** The same, held: nobody else can take it until the transaction ends. */
export async function holdExportNumber(tx: Tx, areaId: string): Promise<number> {
	await tx.select({ id: area.id }).from(area).where(eq(area.id, areaId)).for('update');
	return nextExportNumber(tx);
}

/** @returns its id */
export async function insertExport(tx: Tx, row: NewExport): Promise<string> {
	const [made] = await tx.insert(exportedFile).values(row).returning({ id: exportedFile.id });
	if (!made) throw new Error('the export was not stored');
	return made.id;
}

/** Number and recipient of what a form has sent already; null when it is new. */
export async function exportOfCommand(tx: Tx, commandId: string): Promise<{ id: string; number: number } | null> {
	const [row] = await tx
		.select({ id: exportedFile.id, number: exportedFile.number })
		.from(exportedFile)
		.where(eq(exportedFile.commandId, commandId));
	return row ?? null;
}
