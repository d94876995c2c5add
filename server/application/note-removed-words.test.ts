import { describe, expect, it } from 'vitest';
import { pauseAfter } from './note-removed-words.ts';

describe('noting what somebody removed', () => {
	it('WIPE-3 what is written down of one person comes ever more rarely', () => {
		expect([0, 20, 40, 100, 1000].map(pauseAfter)).toEqual([1000, 2000, 4000, 32_000, 600_000]);
	});
});
