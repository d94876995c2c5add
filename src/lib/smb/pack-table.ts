/** A table of the pack as everything draws it: the page, the files and the charts. */
import type { FigureId } from './board-figures.ts';
import { figureText, type ShownFigures, shareOf } from './shown-figures.ts';

export type PackCell = {
	readonly text: string;
	/** a number for a spreadsheet; null where the text is all there is */
	readonly value: number | null;
	/** where the MAPPA unit finds the meetings behind it */
	readonly figure: FigureId | null;
};
export type PackRow = { readonly head: string; readonly cells: readonly PackCell[] };
export type PackTable = {
	/** "T3-L2": its place on the page and in addresses */
	readonly id: string;
	readonly title: string;
	readonly note: string;
	/** what stands over the rows' names */
	readonly head: string;
	readonly columns: readonly string[];
	readonly rows: readonly PackRow[];
};

export const textCell = (text: string): PackCell => ({ text, value: null, figure: null });
export const countCell = (shown: ShownFigures, id: FigureId): PackCell => {
	const value = shown(id);
	return { text: figureText(value), value: value ?? null, figure: value ? id : null };
};
export const shareCell = (shown: ShownFigures, numerator: FigureId, denominator: FigureId): PackCell =>
	textCell(shareOf(shown, numerator, denominator).text);

export type Row = readonly [key: string, head: string];
/** One row for each key, one number for each column. @param id of a row and a column */
export const countTable = (
	shown: ShownFigures,
	table: Omit<PackTable, 'rows' | 'columns'>,
	rows: readonly Row[],
	columns: readonly Row[],
	id: (row: string, column: string) => FigureId
): PackTable => ({
	...table,
	columns: columns.map(([, head]) => head),
	rows: rows.map(([row, head]) => ({ head, cells: columns.map(([column]) => countCell(shown, id(row, column))) }))
});
