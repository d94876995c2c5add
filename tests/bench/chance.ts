/** Numbers from 0 to 1 in an order that depends on the seed alone (mulberry32): every server gets the same work. */
export const chance =
	(seed: number): (() => number) =>
	() => {
		seed = (seed + 0x6d2b79f5) | 0;
		let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
