import { expect, test } from 'vitest';
import { deviceWords } from './device-words.ts';

const MOZILLA = 'Mozilla/5.0';

test.each([
	[
		`${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36`,
		'Chrome on Windows'
	],
	[
		`${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0`,
		'Edge on Windows'
	],
	[
		`${MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1`,
		'Safari on iPhone'
	],
	[`${MOZILLA} (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0`, 'Firefox on Android'],
	[
		`${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15`,
		'Safari on a Mac'
	],
	['curl/8.0', 'A browser'],
	['', 'A browser']
])('DEVICE-1 a device is told in words, never by what its browser sent: %s', (sent, words) => {
	// When a browser says what it is, then only known words come of it.
	expect(deviceWords(sent)).toBe(words);
});

test('DEVICE-1 what a browser sends never reaches the words', () => {
	expect(deviceWords(`<script>alert(1)</script> ${'Chrome/'.repeat(9000)}`)).toBe('Chrome');
	expect(deviceWords(null)).toBe('A browser');
});
