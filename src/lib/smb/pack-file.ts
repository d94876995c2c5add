/** The pack as rows of a file: what it is, the signs, then table after table with an empty row between. */
import type { PackTable } from './pack-table.ts';
import { SIGNS } from './shown-figures.ts';

export type FileCell = string | number;
export type PackHead = { readonly title: string; readonly lines: readonly string[] };

/** One table as rows; numbers stay numbers. */
export const tableRows = ({ title, note, head, columns, rows }: PackTable): readonly (readonly FileCell[])[] => [
	[title],
	...(note === '' ? [] : [[note]]),
	[head, ...columns],
	...rows.map((row) => [row.head, ...row.cells.map(({ text, value }) => value ?? text)])
];

export const headRows = ({ title, lines }: PackHead): readonly (readonly FileCell[])[] => [
	['OFFICIAL-SENSITIVE'],
	[title],
	...lines.map((line) => [line]),
	[SIGNS]
];

export const packRows = (head: PackHead, tables: readonly PackTable[]): readonly (readonly string[])[] =>
	[...headRows(head), ...tables.flatMap((table) => [[], ...tableRows(table)])].map((row) => row.map(String));
