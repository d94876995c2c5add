/** The history of a case: every change raises its version and leaves its row, in the same transaction. */
import { and, desc, eq, gt, sql } from 'drizzle-orm';
import { caseChange, levelChange, mappCase, person } from '#drizzle/schema.ts';
import type { CasePart, CaseParts } from '#lib/cases/case-history.ts';
import type { Tx } from './database.ts';

export type CaseRow = typeof mappCase.$inferSelect;

export type CaseChange<Part extends CasePart> = {
	readonly areaId: string;
	readonly caseId: string;
	/** who changed it */
	readonly personId: string;
	readonly part: Part;
	readonly reason?: string;
	readonly before: CaseParts[Part] | null;
	readonly after: CaseParts[Part] | null;
	/** the database's clock when absent */
	readonly at?: Date;
};

/** Changes the case's row and says so in its history. @returns the new version */
export async function changeCase<Part extends CasePart>(
	tx: Tx,
	change: CaseChange<Part>,
	set: Partial<Omit<typeof mappCase.$inferInsert, 'id' | 'areaId' | 'version'>> = {}
): Promise<number> {
	const { caseId, part, reason = '', before, after, areaId, personId, at } = change;
	const [row] = await tx
		.update(mappCase)
		.set({ ...set, version: sql`${mappCase.version} + 1` })
		.where(eq(mappCase.id, caseId))
		.returning({ version: mappCase.version });
	if (!row) throw new Error('the case is gone');
	const noted = { areaId, caseId, version: row.version, personId, part, reason, before, after };
	await tx.insert(caseChange).values({ ...noted, ...(at ? { at } : {}) });
	return row.version;
}

/** The first row of a case's history, for one that was just inserted. */
export const noteOpened = async (
	tx: Tx,
	row: Pick<CaseRow, 'id' | 'areaId' | 'category' | 'level'>,
	personId: string
) =>
	void (await tx.insert(caseChange).values({
		...{ areaId: row.areaId, caseId: row.id, version: 1, personId, part: 'OPENED' },
		after: { category: row.category, level: row.level }
	}));

/** Whether somebody has changed this part of the case since it had this version. */
export async function changedSince(tx: Tx, caseId: string, part: CasePart, version: number): Promise<boolean> {
	const [row] = await tx
		.select({ version: caseChange.version })
		.from(caseChange)
		.where(and(eq(caseChange.caseId, caseId), eq(caseChange.part, part), gt(caseChange.version, version)))
		.limit(1);
	return row !== undefined;
}

export type StoredChange = {
	readonly version: number;
	readonly at: Date;
	readonly by: string;
	readonly part: CasePart;
	readonly reason: string;
	readonly before: unknown;
	readonly after: unknown;
};

/** Newest first. */
export async function readCaseChanges(tx: Tx, caseId: string): Promise<readonly StoredChange[]> {
	const rows = await tx
		.select({ change: caseChange, by: person.name })
		.from(caseChange)
		.innerJoin(person, eq(caseChange.personId, person.id))
		.where(eq(caseChange.caseId, caseId))
		.orderBy(desc(caseChange.version));
	return rows.map(({ change: { version, at, part, reason, before, after }, by }) => ({
		...{ version, at, by, reason, before, after },
		part: part as CasePart
	}));
}

export type LevelMove = {
	readonly areaId: string;
	readonly caseId: string;
	readonly personId: string;
	/** YYYY-MM-DD */
	readonly on: string;
	readonly fromLevel: number;
	readonly toLevel: number;
	/** who decided, in words */
	readonly decidedBy: string;
	/** the code of `viaCode` */
	readonly via: string;
	readonly criterion: string;
	readonly rationale: string;
	/** when it was noted; the database's clock when absent */
	readonly at?: Date;
};

/** Moves a case to another level: the level's own list, the case's row and its history together. */
export async function moveLevel(
	tx: Tx,
	{ personId, at, ...move }: LevelMove,
	set: Parameters<typeof changeCase>[2] = {}
): Promise<void> {
	const { areaId, caseId, fromLevel, toLevel, rationale, decidedBy, via } = move;
	await tx.insert(levelChange).values(move);
	const before = { level: fromLevel } as CaseParts['LEVEL'];
	const after = { level: toLevel, by: decidedBy, via } as CaseParts['LEVEL'];
	const noted = { areaId, caseId, personId, part: 'LEVEL', reason: rationale, before, after } as const;
	const change = { ...noted, ...(at ? { at } : {}) };
	await changeCase(tx, change, { ...set, level: toLevel });
}
