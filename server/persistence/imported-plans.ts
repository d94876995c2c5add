/** Plans that were agreed before their case came into this service. Append-only; the newest of a case counts. */
import { desc, eq } from 'drizzle-orm';
import { agency, importedPlan, person } from '#drizzle/schema.ts';
import type { ImportedPlan, ImportMark } from '#lib/import/imported-plan.ts';
import type { Tx } from './database.ts';

export type StoredPlan = { readonly id: string; readonly plan: ImportedPlan; readonly mark: ImportMark };

const select = (tx: Tx) =>
	tx
		.select({ row: importedPlan, name: person.name, agencyName: agency.name })
		.from(importedPlan)
		.innerJoin(person, eq(person.id, importedPlan.importedBy))
		.innerJoin(agency, eq(agency.id, person.agencyId));
type Row = Awaited<ReturnType<typeof select>>[number];
const storedPlan = ({ row, name, agencyName }: Row): StoredPlan => ({
	id: row.id,
	plan: row.plan as ImportedPlan,
	mark: {
		by: `${name}, ${agencyName}`,
		at: row.importedAt.toISOString(),
		...{ sha256: row.sha256, adoptedOn: row.adoptedOn }
	}
});

/** The newest plan imported for a case, or null. */
export async function readLatestPlan(tx: Tx, caseId: string): Promise<StoredPlan | null> {
	const [row] = await select(tx)
		.where(eq(importedPlan.caseId, caseId))
		.orderBy(desc(importedPlan.importedAt), desc(importedPlan.id))
		.limit(1);
	return row ? storedPlan(row) : null;
}

export async function readImportedPlan(tx: Tx, id: string): Promise<StoredPlan | null> {
	const [row] = await select(tx).where(eq(importedPlan.id, id));
	return row ? storedPlan(row) : null;
}

export async function insertImportedPlan(tx: Tx, row: typeof importedPlan.$inferInsert): Promise<string> {
	const [stored] = await tx.insert(importedPlan).values(row).returning({ id: importedPlan.id });
	if (!stored) throw new Error('the plan was not stored');
	return stored.id;
}
