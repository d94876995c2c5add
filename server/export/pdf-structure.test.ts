import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import type { Print } from '#lib/minutes/print.ts';
import { sealText } from '#server/export/fingerprint.ts';
import { closePdfWorker, renderPdf } from '#server/export/pdf.ts';
import { closeUp, type ReadPdf, readPdf } from '../../tests/support/pdf-reader.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { needTools, runTool } from '../../tests/support/tools.ts';

const record = sampleRecord({ risks: 12, actions: 40 });
const { sha256 } = sealText(record);
const { sections } = layOutMinutes(record, sha256).document;
const blocks = sections.flatMap((section) => section.blocks);
const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []));

let pdf: ReadPdf;
beforeAll(async () => {
	pdf = readPdf((await renderPdf(record, sha256)).bytes);
});
afterAll(closePdfWorker);

/** The structure elements of one role. */
const elements = (role: string): string[] => pdf.objects.filter((object) => new RegExp(`/S /${role}\\b`).test(object));

describe('the structure of the PDF', () => {
	test('EXPORT-9 names its language, title, bookmarks and structure in the catalogue', () => {
		expect(pdf.catalogue).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/);
		expect(pdf.catalogue).toMatch(/\/Lang\s*\(en-GB\)/);
		expect(pdf.catalogue).toMatch(/\/DisplayDocTitle true/);
		expect(pdf.catalogue).toMatch(/\/StructTreeRoot \d+ 0 R/);
		expect(pdf.catalogue).toMatch(/\/Outlines \d+ 0 R/);
		expect(pdf.catalogue).toMatch(/\/OutputIntents \d+ 0 R/);
		expect(pdf.objects.join('\n').match(/\/Type \/OutputIntent\b/g)).toHaveLength(1);
		expect(pdf.catalogue).not.toMatch(/\/(OpenAction|AA|AcroForm|Names)\b/);
	});

	test('EXPORT-9 claims PDF/A-2a and PDF/UA-1 under the title of the minutes', () => {
		expect(pdf.metadata).toContain('<pdfaid:part>2</pdfaid:part>');
		expect(pdf.metadata).toContain('<pdfaid:conformance>A</pdfaid:conformance>');
		expect(pdf.metadata.match(/<pdfuaid:part>1<\/pdfuaid:part>/g)).toHaveLength(1);
		expect(pdf.metadata).toContain('<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>');
		expect(pdf.metadata).toContain('Final minutes: Level 3 review meeting – NMS-2026-014/2');
	});

	test('EXPORT-9 has a tagged row and a scoped heading for each that the minutes have', () => {
		const rows = tables.reduce((sum, table) => sum + table.rows.length + 1, 0);
		const heads = tables.reduce((sum, table) => sum + table.columns.length, 0);
		expect(elements('Table')).toHaveLength(tables.length);
		expect(elements('TR')).toHaveLength(rows);
		expect(elements('TH')).toHaveLength(heads);
		expect(elements('TH').filter((head) => !/\/Scope \/Column/.test(head))).toEqual([]);
		const cells = tables.reduce((sum, table) => sum + table.rows.length * table.columns.length, 0);
		expect(elements('TD')).toHaveLength(cells);
		expect(elements('TD').filter((cell) => !/\/Headers\s*\[\s*[(<]/.test(cell))).toEqual([]);
	});

	test('EXPORT-9 has a tagged heading and a bookmark for each section, item, risk and decision', () => {
		const headings = blocks.filter(({ kind }) => kind === 'heading').length;
		// Contents and fingerprint are sections of the print alone; contents have no bookmark.
		expect(elements('H1')).toHaveLength(sections.length + 2);
		expect(elements('H2')).toHaveLength(headings);
		const bookmarks = pdf.objects.filter((object) => /\/Title\s*[(<]/.test(object) && /\/Dest\b|\/A\s*<</.test(object));
		expect(bookmarks.length).toBe(sections.length + 1 + headings);
	});

	test('EXPORT-9 is read aloud in the order of the layout, without what repeats on every page', async (context) => {
		needTools(context, 'pdfinfo');
		// The program takes seconds for more.
		const { annex: _, ...rest } = sampleRecord();
		const nothing = { risks: [], actions: [], previousActions: [], glossary: [], licence: [], smb: [] };
		const attendance = rest.attendance.slice(0, 2);
		const small: FinalRecord = { ...rest, ...nothing, attendance, items: rest.items.slice(0, 3), language: 'cy' };
		const print: Print = {
			copy: { number: 'copy 7 of 12', recipient: 'Sorrel Aske', purpose: 'Tenancy', on: 'today' }
		};
		const { bytes } = await renderPdf(small, sha256, print);
		expect(readPdf(bytes).catalogue).toMatch(/\/Lang\s*\(cy-GB\)/);
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'structure-'));
		fs.writeFileSync(path.join(folder, 'minutes.pdf'), bytes);
		const { said } = runTool('pdfinfo', ['-struct-text', path.join(folder, 'minutes.pdf')]);
		fs.rmSync(folder, { recursive: true });
		const read = closeUp([...said.matchAll(/^ *"(.*)"$/gm)].map(([, text]) => text).join(''));
		const { document } = layOutMinutes(small, sha256, print);
		let at = 0;
		const wrong = document.sections
			.flatMap(({ title, blocks: all }) => [
				title,
				...all.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
			])
			.filter((text) => {
				const found = read.indexOf(closeUp(text), at);
				if (found >= 0) at = found;
				return found < 0;
			});
		expect(wrong).toEqual([]);
		expect(read).not.toContain('OFFICIAL-SENSITIVE');
		expect(read.split('copy7of12')).toHaveLength(2);
		expect(readPdf(bytes).catalogue).toMatch(/\/Lang\s*\(cy-GB\)/);
	}, 20_000);

	test('EXPORT-10 embeds its own fonts only, each readable back as text', () => {
		const names = pdf.objects.flatMap((object) =>
			[...object.matchAll(/\/FontName \/\w{6}\+(\S+)/g)].map(([, name]) => name)
		);
		expect(names.length).toBeGreaterThan(0);
		expect(
			names.filter((name) => !/^(NotoSans-(Regular|Bold)|DejaVuSans|NotoSansSymbols2|NotoEmoji)/.test(name ?? ''))
		).toEqual([]);
		const described = pdf.objects.filter((object) => /\/Type \/FontDescriptor\b/.test(object));
		expect(described.filter((object) => !/\/FontFile[23] \d+ 0 R/.test(object))).toEqual([]);
		const fonts = pdf.objects.filter((object) => /\/Subtype \/Type0\b/.test(object));
		expect(fonts).toHaveLength(described.length);
		expect(fonts.filter((object) => !/\/ToUnicode \d+ 0 R/.test(object))).toEqual([]);
		expect(pdf.pages.join('')).not.toContain('\ufffd');
	});
});
