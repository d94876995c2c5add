/** The area's own settings: timescales, targets and the confidentiality and equality statement. */

import { desc, eq, gt, lte, max } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { area, areaNumber, statement } from '#drizzle/schema.ts';
import { type AreaConfig, type AreaNumberRow, areaConfigOn } from '#lib/cases/area-config.ts';
import { londonDate } from '#lib/time.ts';
import type { Tx } from './database.ts';

export type AreaRow = typeof area.$inferSelect;
export type StatementText = { readonly version: number; readonly language: string; readonly text: string };

/** @param lock holds the row, so that nobody else changes the area until the transaction ends */
export async function readArea(tx: Tx, areaId: string, lock = false): Promise<AreaRow> {
	const query = tx.select().from(area).where(eq(area.id, areaId));
	const [row] = lock ? await query.for('update') : await query;
	if (!row) throw new Error('the area is gone');
	return row;
}

/** Every number of the area that was ever changed. */
export const readAreaNumbers = (tx: Tx) => tx.select().from(areaNumber);

/** What counts on a day (YYYY-MM-DD), one row of each number that was changed by then, and everything that comes after it. */
export const readNumbersFrom = (tx: Tx, from: string): Promise<AreaNumberRow[]> => {
	const { key, version, value, effectiveFrom } = areaNumber;
	const columns = { key, version, value, effectiveFrom };
	return unionAll(
		tx
			.selectDistinctOn([key], columns)
			.from(areaNumber)
			.where(lte(effectiveFrom, from))
			.orderBy(key, desc(effectiveFrom), desc(version)),
		tx.select(columns).from(areaNumber).where(gt(effectiveFrom, from))
	);
};

/**
 * The area's numbers on any day from `from` on (YYYY-MM-DD), with the defaults of domain.md 2.4 for whatever it has not set.
 * A long history costs nothing: only what counts on that day and later is read. The function throws for an earlier day.
 */
export async function readAreaConfigs(tx: Tx, areaId: string, from: string): Promise<(on: string) => AreaConfig> {
	const { config } = await readArea(tx, areaId);
	const rows = await readNumbersFrom(tx, from);
	// Between two days on which a number came into force every day has the same ones.
	const turns = [...new Set(rows.map(({ effectiveFrom }) => effectiveFrom))].sort().reverse();
	const known = new Map<string, AreaConfig>();
	return (on) => {
		if (on < from) throw new Error('the numbers of a day that was not read');
		const since = turns.find((turn) => turn <= on) ?? '';
		const numbers = known.get(since) ?? areaConfigOn(config, rows, on);
		known.set(since, numbers);
		return numbers;
	};
}

/** The earliest of some days: the one to read the area's numbers from. */
export const earliest = (...days: readonly (string | null | undefined)[]): string =>
	days.filter((day): day is string => !!day).sort()[0] ?? '';

/**
 * The area's numbers on one day. @param on YYYY-MM-DD: a meeting's own date for whatever is counted about that meeting; today
 * when absent
 */
export const readAreaConfig = async (
	tx: Tx,
	areaId: string,
	on: string = londonDate(new Date().toISOString())
): Promise<AreaConfig> => (await readAreaConfigs(tx, areaId, on))(on);

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
