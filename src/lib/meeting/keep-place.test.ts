import { expect, it } from 'vitest';
import { topAfter } from './keep-place.ts';

it('ROTATE-1 the row stays as high as it was, below the head and in the upper part of a lower window', () => {
	expect([topAfter(300, 844, 90), topAfter(700, 390, 90), topAfter(20, 844, 90), topAfter(200, 100, 90)]).toEqual([
		...[300, 156, 90, 90]
	]);
});
