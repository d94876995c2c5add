/** The columns an import knows by their headings, in any order, and the cells of a row by the column's own name. */
import { cleanLine, cleanText } from '../input.ts';
import type { FileAnswer, FileRow, LineProblem } from './file-row.ts';

export type Column<Name extends string = string> = {
	readonly name: Name;
	readonly heading: string;
	/** the file cannot do without it */
	readonly needed: boolean;
	/** written into the template's example line */
	readonly example: string;
};
export type NamedRow<Name extends string> = {
	readonly line: number;
	/** cleaned; '' where the row has no such cell */
	readonly cell: (name: Name) => string;
};

/** "E-mail address" and "email ADDRESS" are the same heading. */
const plain = (heading: string): string =>
	cleanLine(heading)
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]/gu, '');
/** A, B ... Z, AA: as the spreadsheet calls its columns. */
const letter = (index: number): string =>
	index < 26
		? String.fromCharCode(65 + index)
		: `${String.fromCharCode(64 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`;

const headingProblems = (header: FileRow, columns: readonly Column[]): readonly LineProblem[] => {
	const { line, cells } = header;
	const known = new Map(columns.map(({ heading }) => [plain(heading), heading]));
	const problems: LineProblem[] = [];
	cells.forEach((cell, index) => {
		const heading = plain(cell);
		const column = `Column ${letter(index)}`;
		if (heading === '') return;
		if (!known.has(heading))
			problems.push({ line, column, message: 'this heading is not known. Use the headings of the template' });
		else if (cells.findIndex((other) => plain(other) === heading) !== index)
			problems.push({ line, column, message: 'this heading is there already' });
	});
	const there = new Set(cells.map(plain));
	for (const { heading, needed } of columns)
		if (needed && !there.has(plain(heading)))
			problems.push({ line, column: heading, message: 'add this column. It is in the template' });
	return problems;
};

/** The rows under the headings. Refused when a heading is missing, unknown or there twice, or cells stand under none. */
export const readColumns = <Name extends string>(
	rows: readonly FileRow[],
	columns: readonly Column<Name>[]
): FileAnswer<readonly NamedRow<Name>[]> => {
	const [header, ...body] = rows;
	if (!header) return { ok: false, status: 422, problems: [{ line: null, column: '', message: 'The file is empty.' }] };
	const problems = [...headingProblems(header, columns)];
	const places = header.cells.map(
		(cell) => columns.find(({ heading }) => plain(heading) === plain(cell))?.name ?? null
	);
	for (const { line, cells } of body)
		cells.forEach((cell, index) => {
			if ((places[index] ?? null) === null && plain(header.cells[index] ?? '') === '' && cleanText(cell) !== '')
				problems.push({ line, column: `Column ${letter(index)}`, message: 'this cell stands under no heading' });
		});
	if (body.length === 0)
		problems.push({ line: null, column: '', message: 'There are headings and no line under them.' });
	if (problems.length > 0) return { ok: false, status: 422, problems };
	const index = new Map(places.flatMap((name, place) => (name === null ? [] : [[name, place] as const])));
	return {
		ok: true,
		value: body.map(({ line, cells }) => ({
			line,
			cell: (name) => cleanText(cells[index.get(name) ?? -1] ?? '')
		}))
	};
};

/** The code that a cell means, by its word or by itself, whatever the letters' case; undefined for something else. */
export const codeOf = <Code extends string>(words: Readonly<Record<Code, string>>, cell: string): Code | undefined => {
	const asked = plain(cell);
	return (Object.keys(words) as Code[]).find((code) => plain(words[code]) === asked || plain(code) === asked);
};
