import { describe, expect, it } from 'vitest';
import { keepEqual } from './keep-equal.ts';

type Row = { readonly name: string; readonly words: string };
const rows = (...words: readonly string[]): readonly Row[] =>
	words.map((text, n) => ({ name: `R${n + 1}`, words: text }));

describe('lists worked out anew', () => {
	it('PLAN-16 what has not changed stays the same object, and an unchanged list the same list', () => {
		const keep = keepEqual<Row>(({ name }) => name);
		const first = keep(rows('a', 'b'));
		expect(keep(rows('a', 'b'))).toBe(first);
		const second = keep(rows('a', 'c'));
		expect(second).not.toBe(first);
		expect(second[0]).toBe(first[0]);
		expect(second[1]).toEqual({ name: 'R2', words: 'c' });
		expect(keep([...second].reverse()).map(({ name }) => name)).toEqual(['R2', 'R1']);
		expect(keep([])).toEqual([]);
		expect(keep(rows('a'))).toEqual(rows('a'));
	});
});
