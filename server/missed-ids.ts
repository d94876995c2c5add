/**
 * How often one person may ask for what is not there for them (promises U-7). Ids are 128 random bits, so nobody finds one
 * by trying; who tries is noticed and stopped all the same. Each node counts for itself.
 */

/** More than anybody meets by old links and removed meetings; far fewer than a search needs. */
const MISSES = { atOnce: 3000, perSecond: 0.5, toldAfter: 200 } as const;
const TELL_AGAIN_MS = 3_600_000;
const PEOPLE = 5000;

export type MissedIds = {
	/** One more question had "not there" for an answer. @returns whether it is time to write that down */
	readonly note: (personId: string) => boolean;
	/** Seconds until the person may ask again; 0 = now. */
	readonly waitFor: (personId: string) => number;
};

type Misses = { readonly count: number; readonly at: number; readonly toldAt: number };

/** @param now ms */
export function createMissedIds(now: () => number = () => performance.now()): MissedIds {
	const people = new Map<string, Misses>();
	const countOf = (known: Misses | undefined, at: number): number =>
		known ? Math.max(0, known.count - ((at - known.at) * MISSES.perSecond) / 1000) : 0;
	return {
		note: (personId) => {
			const at = now();
			const known = people.get(personId);
			const count = countOf(known, at) + 1;
			const { toldAt = Number.NEGATIVE_INFINITY } = known ?? {};
			const isDue = count > MISSES.toldAfter && at - toldAt >= TELL_AGAIN_MS;
			// Last in the row is who missed last; the first is forgotten when there are too many.
			people.delete(personId);
			people.set(personId, { count, at, toldAt: isDue ? at : toldAt });
			const [oldest] = people.keys();
			if (people.size > PEOPLE && oldest !== undefined) people.delete(oldest);
			return isDue;
		},
		waitFor: (personId) => {
			const over = countOf(people.get(personId), now()) - MISSES.atOnce;
			return over < 0 ? 0 : Math.ceil((over + 1) / MISSES.perSecond);
		}
	};
}
