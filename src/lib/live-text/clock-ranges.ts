/** Sets of clocks of one client, kept as sorted, disjoint, flat pairs: [from, to, from, to ...], `to` not included. */
export type ClockRanges = readonly number[];

/** Pairs in any order, overlapping or not, made sorted and disjoint. */
export function normalised(pairs: readonly (readonly [from: number, to: number])[]): ClockRanges {
	const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
	const ranges: number[] = [];
	for (const [from, to] of sorted) add(ranges, from, to);
	return ranges;
}

/** All clocks of either. */
export function union(a: ClockRanges, b: ClockRanges): ClockRanges {
	const ranges: number[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		const fromA = a[i] ?? Number.POSITIVE_INFINITY;
		const fromB = b[j] ?? Number.POSITIVE_INFINITY;
		if (fromA <= fromB) {
			add(ranges, fromA, a[i + 1] as number);
			i += 2;
		} else {
			add(ranges, fromB, b[j + 1] as number);
			j += 2;
		}
	}
	return ranges;
}

/** The clocks of `a` that are not in `b`. */
export function without(a: ClockRanges, b: ClockRanges): ClockRanges {
	const ranges: number[] = [];
	let j = 0;
	for (let i = 0; i < a.length; i += 2) {
		let from = a[i] as number;
		const to = a[i + 1] as number;
		while (j < b.length && (b[j + 1] as number) <= from) j += 2;
		for (let k = j; from < to; k += 2) {
			const gapEnd = Math.min(b[k] ?? to, to);
			if (from < gapEnd) ranges.push(from, gapEnd);
			if (k >= b.length || (b[k] as number) >= to) break;
			from = Math.max(from, b[k + 1] as number);
		}
	}
	return ranges;
}

/** Appends a range that does not begin before the last one. */
function add(ranges: number[], from: number, to: number): void {
	const last = ranges.length - 1;
	if (last > 0 && from <= (ranges[last] as number)) ranges[last] = Math.max(ranges[last] as number, to);
	else ranges.push(from, to);
}
