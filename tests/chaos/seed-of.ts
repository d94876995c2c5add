/** A seed of its own for each round of each scenario. */
export function seedOf(seed: number, scenario: string, round: number): number {
	let mixed = seed >>> 0;
	for (const char of `${scenario} ${round}`) mixed = Math.imul(mixed ^ char.charCodeAt(0), 0x01000193) >>> 0;
	return mixed;
}
