import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealText } from '#server/export/fingerprint.ts';
import { closePdfWorker, renderPdf } from '#server/export/pdf.ts';
import { appendToPdf, openPdf, pdfObject, pdfPageCount } from '#server/export/pdf-increment.js';
import { claimPdfUa } from '#server/export/pdf-ua-claim.js';
import { sampleRecord } from '../../tests/support/sample-record.ts';

let made: { bytes: Uint8Array; pages: number };
beforeAll(async () => {
	const record = sampleRecord();
	made = await renderPdf(record, sealText(record).sha256);
});
afterAll(closePdfWorker);

describe('an incremental update', () => {
	test('EXPORT-13 leaves every earlier byte as it was and is read before them', () => {
		const before = openPdf(made.bytes);
		const after = appendToPdf(before, new Map([[before.root, '<< /Changed true >>']]));
		expect(Buffer.compare(after.subarray(0, made.bytes.length), made.bytes)).toBe(0);
		const reopened = openPdf(after);
		expect(pdfObject(reopened, reopened.root)).toBe('<< /Changed true >>');
		expect(reopened.id).toBe(before.id);
		expect(reopened.offsets.size).toBe(before.offsets.size);
	});

	test('EXPORT-13 counts pages as the export does and reads streams to their stated end', () => {
		const file = openPdf(made.bytes);
		expect(pdfPageCount(file)).toBe(made.pages);
		const tricky = openPdf(appendToPdf(file, new Map([[1, '<< /Length 10 >>\nstream\nxx endobj \nendstream']])));
		expect(pdfObject(tricky, 1)).toMatch(/xx endobj \nendstream$/);
	});

	test('EXPORT-13 refuses a file it does not understand', () => {
		const text = Buffer.from(made.bytes).toString('latin1');
		const cut = Buffer.from(text.slice(0, -20), 'latin1');
		expect(() => openPdf(cut)).toThrow('no end');
		const moved = Buffer.from(text.replace(/startxref\s+\d+(\s+%%EOF\s*)$/, 'startxref\n9$1'), 'latin1');
		expect(() => openPdf(moved)).toThrow('cross-reference stream');
		expect(() => pdfObject(openPdf(made.bytes), 9_999_999)).toThrow('no object');
	});

	test('EXPORT-13 does not claim PDF/UA twice', () => {
		expect(() => claimPdfUa(made.bytes)).toThrow('unexpected PDF');
	});
});
