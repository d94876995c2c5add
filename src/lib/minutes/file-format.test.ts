import { describe, expect, test } from 'vitest';
import { fileSize } from './file-format.ts';

describe('sizes of files', () => {
	test('EXPORT-21 are told in round numbers that are never too small', () => {
		expect([1, 1000, 1001, 569_876, 999_999].map(fileSize)).toEqual(['1 KB', '1 KB', '2 KB', '570 KB', '1000 KB']);
		expect([1_000_000, 1_000_001, 12_340_000].map(fileSize)).toEqual(['1.0 MB', '1.1 MB', '12.4 MB']);
	});
});
