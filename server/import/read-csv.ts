/**
 * The rows of a CSV file as spreadsheets write them: comma, semicolon or tab; with or without the UTF-8 mark; any line ends;
 * quoted line breaks; Excel's "sep=" line and its empty lines at the end. Cells are text and nothing else. Reads in slices,
 * so that meetings on this process go on meanwhile.
 */
import { setImmediate as others } from 'node:timers/promises';
import { type CsvError, parse } from 'csv-parse';
import { type FileAnswer, type FileRow, wholeFile } from '#lib/import/file-row.ts';
import { cleanText } from '#lib/input.ts';

export const CSV_LIMIT = { bytes: 2 * 1024 * 1024, rows: 5_000, columns: 60, cell: 20_000 } as const;
const SLICE = 32 * 1024;

const SAVE_AS = 'In Excel choose "Save as", then "CSV UTF-8 (Comma delimited)".';
const startsWith = (bytes: Uint8Array, ...start: readonly number[]): boolean =>
	start.every((byte, index) => bytes[index] === byte);

/** PDF, ZIP (also .xlsx, .docx) and old Excel, by how they begin; a NUL is in no text. */
const isOtherFile = (bytes: Uint8Array): boolean =>
	startsWith(bytes, 0x25, 0x50, 0x44, 0x46) ||
	startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) ||
	startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0) ||
	bytes.includes(0);

/** The text of a file; refused when it is empty, too large, no text, or in another encoding. */
export function readText(bytes: Uint8Array, most: number = CSV_LIMIT.bytes): FileAnswer<string> {
	if (bytes.length === 0) return wholeFile(422, 'The file is empty.');
	if (bytes.length > most)
		return wholeFile(413, `The file is larger than ${most / 1024 / 1024} MB. Split it into several.`);
	if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff))
		return wholeFile(415, `The file is saved as "Unicode text", which is not read here. ${SAVE_AS}`);
	if (isOtherFile(bytes)) return wholeFile(415, `This is not a text file. ${SAVE_AS}`);
	try {
		return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
	} catch {
		return wholeFile(415, `Some letters of the file are in another encoding than UTF-8. ${SAVE_AS}`);
	}
}

/** What stands between the cells: as the "sep=" line says, or what the headings have most of. */
const delimiterOf = (text: string): string => {
	const first = text.slice(0, 4_000).split('\n', 1)[0] ?? '';
	const named = /^"?sep=(.)"?$/i.exec(first.trim())?.[1];
	if (named) return named;
	const bare = first.replace(/"[^"]*"/g, '');
	const count = (mark: string): number => bare.split(mark).length;
	return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
};

const SAID: Readonly<Record<string, string>> = {
	CSV_QUOTE_NOT_CLOSED: 'a quotation mark is opened here and never closed',
	CSV_INVALID_CLOSING_QUOTE: 'a quotation mark inside a cell must be written twice',
	INVALID_OPENING_QUOTE: 'a quotation mark inside a cell must be written twice, and the cell put in quotation marks',
	CSV_MAX_RECORD_SIZE: 'this line is too long'
};

export async function readCsv(bytes: Uint8Array): Promise<FileAnswer<readonly FileRow[]>> {
	const decoded = readText(bytes);
	if (!decoded.ok) return decoded;
	const text = decoded.value.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	const rows: FileRow[] = [];
	let line = 1;
	const parser = parse({
		delimiter: delimiterOf(text),
		record_delimiter: '\n',
		relax_column_count: true,
		max_record_size: 400_000,
		info: true
	});
	const failed = new Promise<CsvError>((resolve) => parser.once('error', (problem) => resolve(problem as CsvError)));
	const take = (): void => {
		for (let one = parser.read(); one !== null; one = parser.read()) {
			const { record, info } = one as { record: string[]; info: { lines: number } };
			rows.push({ line, cells: record });
			line = info.lines + 1;
		}
	};
	parser.on('readable', take);
	const ended = new Promise<null>((resolve) => parser.once('end', () => resolve(null)));
	let problem: CsvError | null = null;
	void failed.then((one) => {
		problem = one;
	});
	for (let from = 0; from < text.length && problem === null; from += SLICE) {
		parser.write(text.slice(from, from + SLICE));
		await others();
		if (rows.length > CSV_LIMIT.rows + 1_000) break;
	}
	parser.end();
	problem = await Promise.race([failed, ended]);
	if (problem) {
		take();
		// A quotation mark that is never closed was opened in the row that never ended.
		const last = typeof problem.lines === 'number' ? problem.lines : null;
		const at = problem.code === 'CSV_QUOTE_NOT_CLOSED' ? line : last;
		const message = SAID[problem.code] ?? 'this is not read as CSV';
		return { ok: false, status: 422, problems: [{ line: at, column: '', message }] };
	}
	return withinLimits(rows);
}

function withinLimits(all: readonly FileRow[]): FileAnswer<readonly FileRow[]> {
	const isMark = ({ cells }: FileRow): boolean => /^sep=/i.test(cells[0] ?? '');
	const rows = all
		.filter((row, index) => !(index === 0 && isMark(row)))
		.filter(({ cells }) => cells.some((cell) => cleanText(cell) !== ''));
	if (rows.length === 0) return wholeFile(422, 'The file is empty.');
	if (rows.length > CSV_LIMIT.rows + 1)
		return wholeFile(413, `The file has more than ${CSV_LIMIT.rows.toLocaleString('en-GB')} lines. Split it.`);
	const wide = rows.find(({ cells }) => cells.length > CSV_LIMIT.columns);
	if (wide)
		return { ok: false, status: 422, problems: [{ line: wide.line, column: '', message: 'there are too many cells' }] };
	const long = rows.find(({ cells }) => cells.some((cell) => cell.length > CSV_LIMIT.cell));
	if (long)
		return { ok: false, status: 422, problems: [{ line: long.line, column: '', message: 'a cell is too long' }] };
	return { ok: true, value: rows };
}
