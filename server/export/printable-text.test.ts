import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fontCoverage } from '#server/export/font-coverage.js';
import { familyCoverage, fontPaths } from '#server/export/pdf-fonts.js';
import { printableData, printableText } from '#server/export/printable-text.js';

const fonts = new Map(fontPaths().map((file) => [file.split('/').at(-1), fontCoverage(fs.readFileSync(file))]));
const all = new Set([...fonts.values()].flatMap((covered) => [...covered]));
const printable = printableText(familyCoverage());
const has = (font: string, text: string): boolean =>
	[...text].every((letter) => fonts.get(font)?.has(letter.codePointAt(0) ?? 0));

describe('printable text', () => {
	test('EXPORT-11 knows which letters each font has', () => {
		expect(has('NotoSans_400Regular.ttf', 'aZŵŷéñßŁΩЖđ–’“€')).toBe(true);
		expect(has('NotoSans_400Regular.ttf', '李')).toBe(false);
		expect(has('DejaVuSans.ttf', '→≤עבעربي')).toBe(true);
		expect(has('NotoEmoji_400Regular.ttf', '😀🚓')).toBe(true);
		expect(all.has(0xffff)).toBe(false);
	});

	test('EXPORT-11 shows letters without a glyph, of private use or of no meaning as counted codes', () => {
		expect(printable('a李 b\ue000 c\u0378')).toEqual({ text: 'a[U+674E] b[U+E000] c[U+0378]', unshowable: 3 });
		expect(printable('👩\u200d🔬 co\u00adop\nline')).toEqual({ text: '👩\u200d🔬 co\u00adop\nline', unshowable: 0 });
		expect(printable('e\u0301')).toEqual({ text: 'é', unshowable: 0 });
	});

	test('EXPORT-11 shows what only one weight of a font has as its code, so that no heading stops the export', () => {
		expect(familyCoverage()).toHaveLength(4);
		// Letters that people paste to look bold: DejaVu has them in bold alone.
		expect(printable('\u{1d5d4}b \u{1d5a0}')).toEqual({ text: '[U+1D5D4]b [U+1D5A0]', unshowable: 2 });
	});

	test('EXPORT-11 shows a sign of several characters whole, or each of them that is not drawn as its code', () => {
		// The police officer is in one font and the sign for a woman in one before it.
		expect(printable('👮\u200d♀\ufe0f!')).toEqual({ text: '👮[U+200D][U+2640]!', unshowable: 2 });
		expect(printable('👍🏽')).toEqual({ text: '👍[U+1F3FD]', unshowable: 1 });
		// A Georgian letter is in the second font, the accent in the first: the letter would be lost.
		expect(printable('\u10d0\u0301')).toEqual({ text: 'ა[U+0301]', unshowable: 1 });
		expect(printable('שׁ ŵ́ e\u0323\u0308')).toMatchObject({ unshowable: 0 });
		expect(printable('李\u0308')).toEqual({ text: '[U+674E][U+0308]', unshowable: 2 });
	});

	test('EXPORT-11 walks through plain data and leaves numbers and truths alone', () => {
		expect(printableData({ a: ['李', 3, true, null], b: { c: '雷x' } }, printable)).toEqual({
			value: { a: ['[U+674E]', 3, true, null], b: { c: '[U+96F7]x' } },
			unshowable: 2
		});
	});

	test('EXPORT-12 gives a long run places to break, and no letter is lost or cut in two', () => {
		const run = `${'x'.repeat(400)} short e\u0301`;
		const { text } = printable(run);
		expect(text.replaceAll('\u200b', '')).toBe(run.normalize('NFC'));
		expect(Math.max(...text.split(/[\s\u200b]/).map((part) => part.length))).toBe(14);
		expect(
			printable('👩\u200d🔬'.repeat(30))
				.text.split('\u200b')
				.every((part) => part.startsWith('👩'))
		).toBe(true);
		expect(printable('ordinary words of a meeting').text).not.toContain('\u200b');
	});
});
