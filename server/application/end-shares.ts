/** Ends shares whose last day is over. Every node looks; whoever comes second finds it done. */
import { londonDate } from '#lib/time.ts';
import { readOverdueShares } from '../persistence/case-shares.ts';
import type { Database } from '../persistence/database.ts';
import { readAreaIds } from '../persistence/node-rows.ts';
import { type RecurringWork, repeat } from '../recurring-work.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { endOverdue } from './share-case.ts';

export type EndSharesParts = {
	readonly database: Pick<Database, 'withArea' | 'withoutArea'>;
	readonly cache: MeetingCache;
	readonly now: () => Date;
};

/** From the first moment of the day after, whoever came by it is let in nowhere already (cases_closed_to): this tidies up after them. */
export async function endOverdueShares({ database, cache, now }: EndSharesParts): Promise<void> {
	const moment = now();
	const today = londonDate(moment.toISOString());
	for (const areaId of await database.withoutArea(readAreaIds))
		await database.withArea(areaId, async (tx) => {
			for (const row of await readOverdueShares(tx, today)) await endOverdue(tx, row, { cache, now: moment });
		});
}

const EVERY_MS = 300_000;

export const watchShares = (parts: EndSharesParts & { readonly log: (line: string) => void }): RecurringWork =>
	repeat({
		work: () => endOverdueShares(parts),
		everyMs: EVERY_MS,
		failed: 'shares whose last day is over could not be ended',
		log: parts.log
	});
