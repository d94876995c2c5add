/** The language a person reads, and that of their area. */
import { eq } from 'drizzle-orm';
import { account, area } from '#drizzle/schema.ts';
import { asLanguage, type Language } from '#lib/welsh/language.ts';
import type { Tx } from './database.ts';

/** @returns `own` null when they never chose; `ofArea` the first of its area's languages */
export async function readLanguageOf(
	tx: Tx,
	accountId: string
): Promise<{ readonly own: Language | null; readonly ofArea: Language }> {
	const [row] = await tx
		.select({ own: account.language, languages: area.languages })
		.from(account)
		.innerJoin(area, eq(area.id, account.areaId))
		.where(eq(account.id, accountId));
	return { own: asLanguage(row?.own), ofArea: asLanguage(row?.languages[0]) ?? 'en' };
}

export async function storeLanguage(tx: Tx, accountId: string, language: Language): Promise<void> {
	await tx.update(account).set({ language }).where(eq(account.id, accountId));
}
