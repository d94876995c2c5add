/** A case as somebody may know it who works on it: its row and its summary; null otherwise, whether or not there is one (R9). */
import { eq } from 'drizzle-orm';
import { mappCase } from '#drizzle/schema.ts';
import type { CaseSummary } from '#lib/cases/case.ts';
import type { Actor } from '#lib/identity.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { mayKnowCase } from './case-access.ts';

export type KnownCase = { readonly row: typeof mappCase.$inferSelect; readonly summary: CaseSummary };

export async function readKnownCase(tx: Tx, actor: Actor, caseId: string): Promise<KnownCase | null> {
	if (!(await mayKnowCase(tx, actor, caseId))) return null;
	const [row] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId));
	const summary = row && (await readCaseSummary(tx, caseId));
	return row && summary ? { row, summary } : null;
}
