import { afterAll, describe, expect, test } from 'vitest';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { inFours, shortFingerprint } from '#lib/minutes/fingerprint-groups.ts';
import { layOutMinutes } from '#lib/minutes/lay-out-minutes.ts';
import type { Print } from '#lib/minutes/print.ts';
import { visibleText } from '#lib/minutes/visible-text.ts';
import { sealText } from '#server/export/fingerprint.ts';
import { closePdfWorker, renderForLock, renderPdf } from '#server/export/pdf.ts';
import { familyCoverage } from '#server/export/pdf-fonts.js';
import { PdfProblem } from '#server/export/pdf-problem.ts';
import { printedSeal } from '#server/export/seal-identity.ts';
import { textsOf } from '../../tests/support/minutes-texts.ts';
import { closeUp, readPdf } from '../../tests/support/pdf-reader.ts';
import { HOSTILE_TEXTS, hostileRecord, longNamesRecord, sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';

afterAll(closePdfWorker);

const render = (record: FinalRecord) => renderPdf(record, sealText(record).sha256);
const large = sampleRecord({ risks: 12, actions: 40 });

describe('the PDF', () => {
	test.each([
		['a large meeting', large],
		['long names', longNamesRecord()],
		['the worked case', sampleRecord()]
	])('EXPORT-6 shows every text of the laid-out minutes: %s', async (_, record) => {
		const { bytes, unshowable } = await render(record);
		const shown = readPdf(bytes).pages.join('');
		const { document } = layOutMinutes(record, sealText(record).sha256);
		expect(textsOf(document).filter((text) => !shown.includes(closeUp(text)))).toEqual([]);
		expect(unshowable).toBe(0);
	});

	test('EXPORT-7 has the marking twice, the reference and its number on every page', async () => {
		const { bytes, pages } = await render(large);
		const read = readPdf(bytes);
		expect(read.pages).toHaveLength(pages);
		expect(pages).toBeGreaterThan(10);
		read.pages.forEach((page, index) => {
			expect(page.split('OFFICIAL-SENSITIVE').length - 1).toBeGreaterThanOrEqual(2);
			expect(page).toContain('NMS-2026-014/2');
			expect(page).toContain(`Page${index + 1}of${pages}`);
		});
	});

	test('EXPORT-46 is drawn for a lock beside the files that others wait for', async () => {
		const record = sampleRecord();
		const { sha256 } = sealText(record);
		const ended: string[] = [];
		const noted = (name: string, drawn: Promise<unknown>) => drawn.then(() => ended.push(name));
		await Promise.all([
			...Array.from({ length: 8 }, () => noted('file', renderPdf(record, sha256))),
			noted('lock', renderForLock(record, sha256, {}))
		]);
		expect(ended.indexOf('lock')).toBeLessThan(8);
	});

	test('EXPORT-48 is made in the order in which files were asked for, however many follow', async () => {
		const record = sampleRecord();
		const { sha256 } = sealText(record);
		const made: string[] = [];
		const lane = async (name: string): Promise<void> => {
			for (let n = 0; n < 3; n++) {
				await renderPdf(record, sha256);
				made.push(name);
			}
		};
		await Promise.all(['a', 'b', 'c', 'd'].map(lane));
		// Nobody has a second file before everybody has one.
		expect(new Set(made.slice(0, 4)).size).toBe(4);
		expect(new Set(made.slice(4, 8)).size).toBe(4);
	});

	test('EXPORT-22 of a copy shows whose it is on every page, and at its beginning what is left out', async () => {
		const record = sampleRecord();
		const print: Print = {
			version: { title: 'Executive summary', leftOut: ['3 parts left out: victim'] },
			copy: { number: 'copy 7 of 12', recipient: 'Sorrel Aske', purpose: 'The tenancy', on: 'Friday 18 December 2026' },
			sealed: printedSeal(testSeal())
		};
		const { sha256 } = sealText(record);
		const { bytes } = await renderPdf(record, sha256, print);
		const { pages, objects } = readPdf(bytes);
		// Once at the foot and once across the page.
		expect(pages.filter((page) => page.split('copy7of12').length - 1 < 2)).toEqual([]);
		expect(pages.filter((page) => page.split('SorrelAske').length - 1 < 2)).toEqual([]);
		const [first = ''] = pages;
		for (const said of ['3 parts left out: victim', 'For this purpose: The tenancy', 'This is a demonstration.'])
			expect(first).toContain(closeUp(said));
		expect(pages.join('')).toContain(closeUp('Certificate of the seal, SHA-256:'));
		expect(Buffer.compare(bytes, (await renderPdf(record, sha256, print)).bytes)).toBe(0);
		// What stands across the page is of no paragraph: it is not read aloud.
		expect(objects.filter((object) => /\/S \/(Watermark|Artifact)\b/.test(object))).toEqual([]);
	});

	test('EXPORT-3 prints the fingerprint short on every page and whole on the last', async () => {
		const { sha256 } = sealText(large);
		const { pages } = readPdf((await render(large)).bytes);
		expect(pages.filter((page) => !page.includes(closeUp(shortFingerprint(sha256))))).toEqual([]);
		expect(pages.at(-1)).toContain(closeUp(inFours(sha256)));
	});

	test('EXPORT-8 is the same byte for byte, also from another worker', async () => {
		const [first, second] = [await render(large), await render(large)];
		await closePdfWorker();
		const third = await render(large);
		expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
		expect(Buffer.compare(first.bytes, third.bytes)).toBe(0);
		expect(Buffer.compare(first.bytes, (await render({ ...large, area: 'Elsewhere' })).bytes)).not.toBe(0);
	});

	test('EXPORT-11 shows hostile text as text, and what no font has as counted codes', async () => {
		const record = hostileRecord();
		const { bytes, unshowable } = await render(record);
		const shown = readPdf(bytes).pages.join('');
		for (const text of HOSTILE_TEXTS) expect(shown).toContain(closeUp(text));
		expect(shown).toContain(closeUp('Ma[U+202E]rof gnitset[U+202C] [U+674E][U+96F7] [U+E000]'));
		expect(shown).toContain(closeUp('Zoë Łukasz Ŵyn Μαρία Иван'));
		expect(unshowable).toBe(5);
		expect(shown).toContain('In5places');
		expect(
			readPdf(bytes).objects.filter((object) => /\/(URI|JavaScript|JS|Launch|EmbeddedFile)\b/.test(object))
		).toEqual([]);
	});

	test('EXPORT-11 can print, in headings and in text, every character that it does not show as a code', async () => {
		const every = familyCoverage().flatMap((family) => [...family]);
		const shown = [...new Set(every)].filter((code) => code > 0x20).map((code) => String.fromCodePoint(code));
		const words = shown.filter((character) => visibleText(character).replaced === 0).join(' ');
		expect(shown.length).toBeGreaterThan(9000);
		const pasted = '𝗣𝗮𝘀𝘁𝗲𝗱 👮\u200d♀\ufe0f 👍🏽 ა\u0301';
		const record = sampleRecord();
		const [item] = record.items;
		if (!item) throw new Error('no item');
		const { bytes, unshowable } = await render({
			...record,
			items: [{ ...item, title: pasted, notes: words }],
			// A row is named in bold.
			removed: [{ row: words, reason: pasted }]
		});
		expect(readPdf(bytes).pages.join('')).toContain(closeUp('[U+1F3FD]'));
		expect(unshowable).toBeGreaterThan(5);
	});

	test('EXPORT-14 refuses what is too long or too much at once, and goes on with the rest', async () => {
		const huge = { ...sampleRecord(), area: 'x'.repeat(8_000_001) };
		await expect(render(huge)).rejects.toMatchObject({ name: 'PdfProblem', kind: 'too-long' });
		const many = await Promise.allSettled(Array.from({ length: 26 }, () => render(sampleRecord())));
		const refused = many.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
		expect(refused.length).toBeGreaterThan(0);
		expect(refused.every((problem) => problem instanceof PdfProblem && problem.kind === 'busy')).toBe(true);
		expect(many.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(20);
	}, 30_000);

	test('EXPORT-14 stops what takes too long, and the next one still works', async () => {
		const record = sampleRecord();
		const { sha256 } = sealText(record);
		await expect(renderPdf(record, sha256, {}, 1)).rejects.toMatchObject({ name: 'PdfProblem', kind: 'too-slow' });
		expect((await render(record)).pages).toBeGreaterThan(5);
	});

	test('EXPORT-15 keeps no memory of the copies it made', async () => {
		const record = sampleRecord();
		const make = async (count: number) => {
			for (let made = 0; made < count; made++) await render(record);
			return process.memoryUsage().rss;
		};
		const warm = await make(15);
		// Uncollected, each export holds 10 to 24 MB: 25 of them would be at least 250.
		expect((await make(25)) - warm).toBeLessThan(120_000_000);
	}, 60_000);
});
