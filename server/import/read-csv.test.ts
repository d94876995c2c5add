import { describe, expect, test } from 'vitest';
import { csvCell, csvText } from '#lib/import/csv-text.ts';
import { CSV_LIMIT, readCsv } from './read-csv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const cells = async (file: string | Uint8Array) => {
	const read = await readCsv(typeof file === 'string' ? bytes(file) : file);
	if (!read.ok) throw new Error(JSON.stringify(read.problems));
	return read.value;
};
const refused = async (file: Uint8Array) => {
	const read = await readCsv(file);
	return read.ok ? null : { status: read.status, line: read.problems[0]?.line ?? null };
};

describe('a CSV file', () => {
	test.each([
		['commas', 'Name,Role\nAsh,"Head, north"\n'],
		['semicolons', 'Name;Role\nAsh;Head, north\n'],
		['tabs', 'Name\tRole\nAsh\tHead, north'],
		['the UTF-8 mark', '\uFEFFName,Role\nAsh,"Head, north"'],
		['Windows line ends', 'Name;Role\r\nAsh;"Head, north"\r\n'],
		['old line ends', 'Name;Role\rAsh;"Head, north"\r'],
		['Excel’s first line', 'sep=;\r\nName;Role\r\nAsh;"Head, north"\r\n'],
		['empty lines and cells at the end', 'Name;Role\r\nAsh;"Head, north"\r\n;;\r\n\r\n  ;\r\n']
	])('IMPORT-1 is read with %s', async (_, file) => {
		expect((await cells(file)).map((row) => row.cells.slice(0, 2))).toEqual([
			['Name', 'Role'],
			['Ash', 'Head, north']
		]);
	});

	test('IMPORT-1 a quoted line break and doubled quotes stay in their cell, and lines are counted as an editor does', async () => {
		const rows = await cells('sep=;\r\nName;Note\r\n"A ""b""\r\nc";x\r\n\r\nD;"y\n\nz"\r\nE;\r\n');
		expect(rows.map(({ line }) => line)).toEqual([2, 3, 6, 9]);
		expect(rows[1]?.cells).toEqual(['A "b"\nc', 'x']);
	});

	test('IMPORT-2 D-1 what is empty, too large or no such file is refused as such', async () => {
		expect(await refused(new Uint8Array())).toEqual({ status: 422, line: null });
		expect(await refused(bytes(' \r\n,,\r\n'))).toEqual({ status: 422, line: null });
		expect(await refused(new Uint8Array(CSV_LIMIT.bytes + 1).fill(65))).toEqual({ status: 413, line: null });
		expect(await refused(bytes(`a\n${'x\n'.repeat(CSV_LIMIT.rows + 1)}`))).toEqual({ status: 413, line: null });
		expect(await refused(bytes('%PDF-1.7\n'))).toEqual({ status: 415, line: null });
		expect(await refused(new Uint8Array([0x50, 0x4b, 3, 4, 20]))).toEqual({ status: 415, line: null });
		expect(await refused(bytes('Name\n\0'))).toEqual({ status: 415, line: null });
		expect(await refused(new Uint8Array([0xff, 0xfe, 0x4e, 0]))).toEqual({ status: 415, line: null });
		expect(await refused(new Uint8Array([0x4e, 0xe9, 0x0a]))).toEqual({ status: 415, line: null });
	});

	test('IMPORT-3 broken quotation marks are named with their line', async () => {
		expect(await refused(bytes('a;b\n"x;y\nz'))).toEqual({ status: 422, line: 2 });
		expect(await refused(bytes('a;b\nc;d\nx"y;z\n'))).toEqual({ status: 422, line: 3 });
		expect(await refused(bytes('a;b\nc;d\n"x"y;z\n'))).toEqual({ status: 422, line: 3 });
		expect(await refused(bytes(`a;b\n${';'.repeat(CSV_LIMIT.columns)}x\n`))).toEqual({ status: 422, line: 2 });
		expect(await refused(bytes(`a;b\nc;${'x'.repeat(CSV_LIMIT.cell + 1)}\n`))).toEqual({ status: 422, line: 2 });
	});

	test('IMPORT-4 D-5 formulas are data when they come in, and are shown, not carried out, when they go out', async () => {
		const formulas = ['=HYPERLINK("http://x.example")', '@SUM(A1)', '\tcmd', '+1', '-2', '  =1', '%a', 'plain "x"'];
		const [, row] = await cells(`h\n${formulas.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')}\n`);
		expect(row?.cells).toEqual(formulas);
		for (const one of formulas.slice(0, -1)) expect(csvCell(one).startsWith(`"'`), one).toBe(true);
		expect(csvCell('plain "x"')).toBe('"plain ""x"""');
		expect((await cells(csvText([['Name'], ['Ash\nOak']]))).map(({ cells: all }) => all)).toEqual([
			['Name'],
			['Ash\nOak']
		]);
	});
});
