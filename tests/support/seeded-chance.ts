/** Chance that a seed repeats. */

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
	/** true once in so many */
	readonly in: (times: number) => boolean;
	readonly one: <T>(all: readonly T[]) => T | undefined;
	readonly shuffled: <T>(all: readonly T[]) => T[];
};

export function seededChance(seed: number): SeededChance {
	const next = chance(seed * 2_654_435_761);
	const below = (limit: number) => Math.floor(next() * limit);
	return {
		next,
		below,
		in: (times) => below(times) === 0,
		one: (all) => all[below(all.length)],
		shuffled: <T>(all: readonly T[]) => {
			const left = [...all];
			return all.map(() => left.splice(below(left.length), 1)[0] as T);
		}
	};
}
