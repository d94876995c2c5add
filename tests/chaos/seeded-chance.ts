import { chance } from '../support/seeded-chance.ts';

/** Chance that can be repeated: the same seed gives the same numbers. */
export type Chance = {
	/** 0 to 1, without 1 */
	readonly next: () => number;
	/** a whole number from `from` to `to`, both included */
	readonly between: (from: number, to: number) => number;
	readonly pick: <T>(list: readonly T[]) => T;
	readonly shuffled: <T>(list: readonly T[]) => T[];
};

export function seededChance(seed: number): Chance {
	const next = chance(seed);
	const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	return {
		next,
		between,
		pick: (list) => {
			const one = list[between(0, list.length - 1)];
			if (one === undefined) throw new Error('nothing to pick from');
			return one;
		},
		shuffled: (list) => {
			const rest = [...list];
			return rest.map(() => rest.splice(between(0, rest.length - 1), 1)[0]) as typeof rest;
		}
	};
}

/** A seed of its own for each round of each scenario. */
export function seedOf(seed: number, scenario: string, round: number): number {
	let mixed = seed >>> 0;
	for (const char of `${scenario} ${round}`) mixed = Math.imul(mixed ^ char.charCodeAt(0), 0x01000193) >>> 0;
	return mixed;
}
