/**
 * Text going out as CSV. A cell that a spreadsheet would take for a formula gets an apostrophe before it, so that it is shown
 * and not carried out; what was imported with one is data and stays as it was.
 */
const FORMULA = /^[=+\-@\t\r|%]/;

/** One cell, always quoted. */
export const csvCell = (text: string): string =>
	`"${(FORMULA.test(text.trimStart()) || FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
/** With the mark that tells a spreadsheet that it is UTF-8, and its line ends. */
export const csvText = (rows: readonly (readonly string[])[]): string =>
	`\uFEFF${rows.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('')}`;
