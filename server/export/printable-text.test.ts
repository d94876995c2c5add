import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fontCoverage } from '#server/export/font-coverage.js';
import { fontPaths } from '#server/export/pdf-fonts.js';
import { printableData, printableText } from '#server/export/printable-text.js';

const fonts = new Map(fontPaths().map((file) => [file.split('/').at(-1), fontCoverage(fs.readFileSync(file))]));
const all = new Set([...fonts.values()].flatMap((covered) => [...covered]));
const printable = printableText(all);
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
