/** Chance that a seed repeats: for the year of the demonstration, the fuzz, the chaos suite and the bench. */

/** Numbers from 0 to below 1 in an order that depends on the seed alone (mulberry32). */
export function chance(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export type SeededChance = {
	/** 0 to below 1 */
	readonly next: () => number;
	/** a whole number from 0 to below `limit` */
	readonly below: (limit: number) => number;
	/** a whole number from `from` to `to`, both included */
	readonly between: (from: number, to: number) => number;
	/** true once in so many */
	readonly in: (times: number) => boolean;
	/** one of them; of an empty list none can be picked, and it throws */
	readonly pick: <T>(all: readonly T[]) => T;
	readonly shuffled: <T>(all: readonly T[]) => T[];
};

/** Seeds that are counted from 1, far apart. */
export const spread = (seed: number): number => seed * 2_654_435_761;

/** The questions that are put to chance: the same seed gives the same answers. */
export function seededChance(seed: number): SeededChance {
	const next = chance(seed);
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		next,
		below,
		between: (from, to) => from + below(to - from + 1),
		in: (times) => below(times) === 0,
		pick: (all) => {
			if (all.length === 0) throw new Error('nothing to pick from');
			return all[below(all.length)] as (typeof all)[number];
		},
		shuffled: <T>(all: readonly T[]) => {
			const left = [...all];
			return all.map(() => left.splice(below(left.length), 1)[0] as T);
		}
	};
}
