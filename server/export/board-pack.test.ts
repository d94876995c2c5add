import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { printedTables } from '#lib/smb/pack-document.ts';
import { type PackFrame, packTables } from '#lib/smb/pack-tables.ts';
import { fourQuarters, type Quarter } from '#lib/smb/quarter.ts';
import type { ShownFigures } from '#lib/smb/shown-figures.ts';
import { attendanceChart, indicatorChart, indicatorTrend } from '#lib/smb/trend.ts';
import { closePdfWorker, renderBoardPack } from '#server/export/pdf.ts';
import { closeUp, type ReadPdf, readPdf } from '../../tests/support/pdf-reader.ts';

/** Twelve agencies with names as long as they come, numbers of every size, one small, one quarter of which nothing is known. */
const frame: PackFrame = {
	agencies: Array.from({ length: 12 }, (_, n) => ({
		...{ code: `A${n}`, counts: true },
		name: `Northmere, Saltby and the Vale of Underhythe Safeguarding and Resettlement Partnership ${n} (formerly two)`
	})),
	targets: { K1: 90, K3: 90, K4: 75, layAdvisers: 2 }
};
const shown: ShownFigures = (id) => (id.endsWith('.late') ? null : id.startsWith('T10') ? undefined : id.length * 7);
const quarter: Quarter = { year: 2026, number: 2 };
const trend = fourQuarters(quarter).map((one, n) => ({ quarter: one, shown: n === 1 ? null : shown }));
const charts = [indicatorChart(trend), attendanceChart(shown, 'L2', frame), attendanceChart(shown, 'L3', frame)];
const tables = printedTables([indicatorTrend(trend), ...packTables(shown, frame, shown)]);
const pack = {
	language: 'en',
	marking: 'OFFICIAL-SENSITIVE',
	title: 'Report to the Board',
	area: 'Northmere',
	date: '2026-09-30'
} as const;

let pdf: ReadPdf;
let pages: number;
beforeAll(async () => {
	const drawn = await renderBoardPack({ ...pack, lines: ['As known on 30 September'], charts, tables });
	[pdf, pages] = [readPdf(drawn.bytes), drawn.pages];
});
afterAll(closePdfWorker);

const elements = (role: string): string[] => pdf.objects.filter((object) => new RegExp(`/S /${role}\\b`).test(object));

describe('the PDF of the Board’s pack', () => {
	test('REPORT-8 names its language, title, bookmarks and structure, and claims PDF/A-2a and PDF/UA-1', () => {
		expect(pdf.catalogue).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/);
		expect(pdf.catalogue).toMatch(/\/Lang\s*\(en-GB\)/);
		expect(pdf.catalogue).toMatch(/\/DisplayDocTitle true/);
		expect(pdf.catalogue).toMatch(/\/Outlines \d+ 0 R/);
		expect(pdf.metadata).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
		expect(pdf.metadata.match(/<pdfuaid:part>1<\/pdfuaid:part>/g)).toHaveLength(1);
		expect(pdf.metadata).toContain('Report to the Board – Northmere');
	});

	test('REPORT-8 has a tagged heading for each chart and table, and a scoped heading over each column', () => {
		expect(elements('H1')).toHaveLength(2);
		expect(elements('H2')).toHaveLength(charts.length + tables.length);
		expect(elements('Table')).toHaveLength(tables.length);
		expect(elements('TR')).toHaveLength(tables.reduce((sum, { rows }) => sum + rows.length + 1, 0));
		expect(elements('TH')).toHaveLength(tables.reduce((sum, { columns }) => sum + columns.length + 1, 0));
		expect(elements('TH').filter((head) => !/\/Scope \/Column/.test(head))).toEqual([]);
		expect(elements('TD').filter((cell) => !/\/Headers\s*\[\s*[(<]/.test(cell))).toEqual([]);
	});

	test('REPORT-8 shows every name, however long, and every number of charts and tables, with the marking on each page', () => {
		const text = pdf.pages.join('');
		const said = [
			...charts.flatMap(({ title, rows }) => [
				title,
				...rows.flatMap(({ head, bars }) => [head, ...bars.map((bar) => bar.text)])
			]),
			...tables.flatMap(({ title, note, columns, rows }) => [
				title,
				note,
				...columns,
				...rows.flatMap(({ head, cells }) => [head, ...cells])
			])
		];
		expect(said.filter((one) => !text.includes(closeUp(one)))).toEqual([]);
		expect(pdf.pages).toHaveLength(pages);
		expect(pdf.pages.filter((page) => page.split('OFFICIAL-SENSITIVE').length - 1 < 2)).toEqual([]);
	});
});
