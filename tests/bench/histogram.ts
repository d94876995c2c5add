/** Many times, kept small: buckets of 10 microseconds up to 20 seconds, and the exact maximum. */
export type Histogram = { readonly buckets: Uint32Array; count: number; max: number };

const PER_MS = 100;
const LAST = 20_000 * PER_MS;

export const histogram = (): Histogram => ({ buckets: new Uint32Array(LAST + 1), count: 0, max: 0 });

export function note(into: Histogram, ms: number): void {
	into.count++;
	if (ms > into.max) into.max = ms;
	const bucket = Math.min(LAST, Math.max(0, Math.floor(ms * PER_MS)));
	into.buckets[bucket] = (into.buckets[bucket] ?? 0) + 1;
}

/** The time in ms that the share `p` (0 to 1) did not exceed; NaN of nothing. */
export function quantile(of: Histogram, p: number): number {
	if (of.count === 0) return Number.NaN;
	const wanted = Math.ceil(of.count * p);
	let passed = 0;
	for (let bucket = 0; bucket <= LAST; bucket++) {
		passed += of.buckets[bucket] ?? 0;
		if (passed >= wanted) return (bucket + 1) / PER_MS;
	}
	return of.max;
}

/** The value that the share `p` (0 to 1) of all values does not exceed; NaN of nothing. Does not change its argument. */
export function percentile(values: readonly number[], p: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * p) - 1))] ?? Number.NaN;
}

/** The middle value; of an even number of values the lower of the two in the middle. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);
