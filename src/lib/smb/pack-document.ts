/** The pack as a document for print: every table, and the charts as bars beside their numbers. */
import type { BarChart } from './bar-chart.ts';
import type { PackTable } from './pack-table.ts';

export type BoardPackDocument = {
	readonly language: 'en';
	readonly marking: string;
	readonly title: string;
	readonly area: string;
	/** YYYY-MM-DD */
	readonly date: string;
	readonly lines: readonly string[];
	readonly charts: readonly BarChart[];
	readonly tables: readonly {
		readonly title: string;
		readonly note: string;
		readonly head: string;
		readonly columns: readonly string[];
		readonly rows: readonly { readonly head: string; readonly cells: readonly string[] }[];
	}[];
};

export const printedTables = (tables: readonly PackTable[]): BoardPackDocument['tables'] =>
	tables.map(({ title, note, head, columns, rows }) => ({
		...{ title, note, head, columns },
		rows: rows.map((row) => ({ head: row.head, cells: row.cells.map(({ text }) => text) }))
	}));
