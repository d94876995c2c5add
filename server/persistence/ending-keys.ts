/**
 * Destroys data keys that no document has any more (R17): at once after the transaction that ended them, and again every ten
 * seconds what failed or was interrupted. Only what a committed transaction noted is destroyed; nothing is concluded.
 */
import { inArray } from 'drizzle-orm';
import { documentKeyEnding } from '#drizzle/schema.ts';
import { type RecurringWork, repeat } from '../recurring-work.ts';
import type { Database } from './database.ts';

export type EndingKeys = {
	/** Does now what is to do. Never throws. */
	readonly look: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const EVERY_MS = 10_000;
/** A key that another node destroyed is in no memory after this time and a little. */
const FORGET_EVERY_MS = 30_000;
const MOST_AT_ONCE = 500;
const END_WITHIN_MS = 2000;

export function destroyEndingKeys(parts: {
	readonly database: Pick<Database, 'withoutArea' | 'keys'>;
	readonly log: (line: string) => void;
	readonly everyMs?: number;
}): EndingKeys {
	const { database, log, everyMs = EVERY_MS } = parts;
	const { keys } = database;
	async function destroy(): Promise<void> {
		for (;;) {
			const rows = await database.withoutArea((tx) =>
				tx.select({ id: documentKeyEnding.keyId }).from(documentKeyEnding).limit(MOST_AT_ONCE)
			);
			const ids = rows.map(({ id }) => id);
			if (ids.length === 0) return;
			await keys.destroy(ids);
			// Ended in between, it is destroyed once more: that does no harm.
			await database.withoutArea((tx) => tx.delete(documentKeyEnding).where(inArray(documentKeyEnding.keyId, ids)));
		}
	}
	const destroying: RecurringWork = repeat({
		...{ work: destroy, everyMs, log },
		failed: 'keys of documents could not be destroyed yet'
	});
	const forgetting = repeat({
		...{ work: keys.forgetDestroyed, everyMs: FORGET_EVERY_MS, log },
		failed: 'the keys of documents could not be looked at'
	});
	keys.onEnded(() => void destroying.next(destroy));
	return {
		look: () => destroying.next(destroy),
		close: async () => {
			await Promise.all([destroying.end(END_WITHIN_MS), forgetting.end(END_WITHIN_MS)]);
		}
	};
}
