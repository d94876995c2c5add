/** What is done once in the life of a database: the first people who can sign in. Several nodes may start at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { account } from '#drizzle/schema.ts';
import type { Database, Tx } from './database.ts';

/** Any number that nobody else uses for an advisory lock in this database. */
const LOCK = 6_277_402;
const ASK_AGAIN_MS = 200;

/**
 * Runs `work` in one transaction of the area unless somebody can sign in already; while another process is at it, waits
 * for what comes of that.
 * @returns null when somebody can sign in already
 */
export async function asFirst<T>(
	database: Database,
	areaId: string,
	work: (tx: Tx) => Promise<T>
): Promise<{ readonly done: T } | null> {
	for (;;) {
		const outcome = await database.withArea(areaId, async (tx) => {
			const [row] = await tx.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`);
			if (!row?.mine) return 'busy';
			const anybody = await tx.select({ id: account.id }).from(account).limit(1);
			return anybody.length > 0 ? null : { done: await work(tx) };
		});
		if (outcome !== 'busy') return outcome;
		await pause(ASK_AGAIN_MS);
	}
}
