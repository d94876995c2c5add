/**
 * Horizontal bars, the same for the page (Chart.svelte) and for print (server/export/board-pack.typ). Series differ by pattern as
 * well as by shade; every bar says its number beside it, and the table that follows the chart holds them all.
 */
type Bar = {
	/** 0 to 100; null = no bar, the words alone */
	readonly percent: number | null;
	readonly text: string;
};
export type BarChart = {
	readonly title: string;
	/** names of the bars of each row, in their order: four at most */
	readonly series: readonly string[];
	readonly rows: readonly { readonly head: string; readonly bars: readonly Bar[] }[];
	/** a line across, in per cent, with what it is */
	readonly target: { readonly percent: number; readonly text: string } | null;
};

/** Width of a bar where the longest of its chart is to fill it. */
export const shareOfLongest = (value: number, longest: number): number =>
	longest <= 0 ? 0 : Math.round((value / longest) * 1000) / 10;
