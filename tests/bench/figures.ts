/** What the bench found, printed for people and written for machines. Ratios are against the peer of the same run. */
export type Figure = {
	readonly what: string;
	readonly unit: string;
	readonly product: number;
	readonly peer: number | null;
};

/** The value below which the share `p` (0 to 1) of all values lies. Does not change its argument. */
export const percentile = (values: readonly number[], p: number): number => {
	if (values.length === 0) return Number.NaN;
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN;
};

const shown = (value: number | null): string => (value === null ? '-' : value.toFixed(value < 10 ? 2 : 1));

/** A table with a ratio where there is a peer: below 1 is better than the peer. */
export function table(figures: readonly Figure[]): string {
	const rows = [
		['figure', 'unit', 'this product', 'plain relay', 'ratio'],
		...figures.map(({ what, unit, product, peer }) => [
			what,
			unit,
			shown(product),
			shown(peer),
			peer === null ? '' : `${(product / peer).toFixed(2)} x`
		])
	];
	const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column] ?? 0))
				.join('  ')
				.trimEnd()
		)
		.join('\n');
}
