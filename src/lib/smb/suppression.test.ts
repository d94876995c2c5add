import { describe, expect, it } from 'vitest';
import { type FigureBook, type FigureId, type Figures, openFigures } from './board-figures.ts';
import { versionBefore } from './published-pack.ts';
import { bounds, NOTHING_BEFORE, SMALL, solved, withhold } from './suppression.ts';

/** The same numbers for the same seed. */
const chanceOf = (seed: number) => {
	let state = seed;
	return (below: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
};
const ROWS = ['POL', 'PRB', 'CSC', 'HSG', 'NHS', 'EDU'];
const COLUMNS = ['attended', 'report', 'none'];
const LEVELS = ['L2', 'L3'];

/** A table with totals of rows, of columns, of levels and of everything. Most numbers are small, as in a real quarter. */
const table = (chance: (below: number) => number, name = 'T', most = 12): Figures => {
	const book = openFigures();
	fillTable(book, chance, name, most);
	return book.close();
};
function fillTable(book: FigureBook, chance: (below: number) => number, name: string, most: number): void {
	for (const level of LEVELS) {
		for (const row of ROWS) {
			for (const column of COLUMNS) book.add(`${name}.${level}.${row}.${column}`, chance(most));
			book.total(
				`${name}.${level}.${row}.all`,
				COLUMNS.map((column) => `${name}.${level}.${row}.${column}`)
			);
		}
		for (const column of [...COLUMNS, 'all'])
			book.total(
				`${name}.${level}.total.${column}`,
				ROWS.map((row) => `${name}.${level}.${row}.${column}`)
			);
		book.equal(
			[`${name}.${level}.total.all`],
			COLUMNS.map((column) => `${name}.${level}.total.${column}`)
		);
	}
	book.total(
		`${name}.total`,
		LEVELS.map((level) => `${name}.${level}.total.all`)
	);
}

/** Everything a reader of the published numbers can find out: single numbers, by any sums of sums. */
const given = (figures: Figures, withheld: ReadonlySet<FigureId>): readonly string[] => {
	const isWithheld = (id: FigureId): boolean => withheld.has(id);
	const reach = bounds(figures.values, figures.sums, isWithheld, (id) => figures.unshown.has(id));
	const settled = solved(figures.sums, isWithheld);
	return [...figures.values].flatMap(([id, value]) => {
		if (value < 1 || value >= SMALL) return [];
		if (!withheld.has(id)) return [`${id} is shown`];
		const { lowest, highest } = reach.get(id) ?? { lowest: 0, highest: Number.POSITIVE_INFINITY };
		if (settled.has(id)) return [`${id} is settled`];
		return highest < SMALL || highest - lowest < SMALL - 1 ? [`${id} is from ${lowest} to ${highest}`] : [];
	});
};

describe('small numbers withheld', () => {
	it('SMB-20 a number from 1 to 4 is withheld, 0 and 5 are shown', () => {
		const book = openFigures();
		for (const value of [0, 1, 4, 5]) book.add(`one-${value}`, value);
		expect([...withhold(book.close())].sort()).toEqual(['one-1', 'one-4']);
	});

	it('SMB-21 one small part of a sum takes a second one with it, the smallest that hides it', () => {
		const book = openFigures();
		for (const [part, value] of Object.entries({ a: 2, b: 7, c: 30 })) book.add(part, value);
		book.total('all', ['a', 'b', 'c']);
		expect([...withhold(book.close())].sort()).toEqual(['a', 'b']);
	});

	it('SMB-21 two small parts whose sum tells them both take a third, or their total', () => {
		const book = openFigures();
		for (const [part, value] of Object.entries({ a: 1, b: 1, c: 9 })) book.add(part, value);
		book.total('all', ['a', 'b', 'c']);
		expect([...withhold(book.close())].sort()).toEqual(['a', 'b', 'c']);
	});

	it('SMB-22 those who did not, of all, are hidden too: 17 of 20 tells of 3', () => {
		const book = openFigures();
		book.add('all', 20);
		book.add('did', 17);
		book.some('did', 'all');
		expect(withhold(book.close()).has('did')).toBe(true);
	});

	it.each(Array.from({ length: 24 }, (_, seed) => seed))(
		'SMB-23 R7 no small number can be worked out from rows, columns, levels and totals (table %i)',
		(seed) => {
			const chance = chanceOf(seed * 7919 + 1);
			const figures = table(chance, 'T', [4, 8, 12, 40][seed % 4]);
			expect(given(figures, withhold(figures))).toEqual([]);
		}
	);

	it('SMB-23 R7 the attack finds what it should: with only the small numbers withheld it works many of them out', () => {
		const figures = table(chanceOf(5));
		const small = new Set([...figures.values].flatMap(([id, value]) => (value >= 1 && value < SMALL ? [id] : [])));
		expect(given(figures, small).length).toBeGreaterThan(0);
	});

	it.each(Array.from({ length: 10 }, (_, seed) => seed))(
		'SMB-24 R7 a year and its quarters, published one after another, give nothing away together (year %i)',
		(seed) => {
			const chance = chanceOf(seed * 104_729 + 3);
			const quarters = ['Q1', 'Q2', 'Q3', 'Q4'].map((name) => table(chance, name));
			const all = openFigures();
			let before = NOTHING_BEFORE;
			for (const quarter of quarters) {
				const withheld = withhold(quarter);
				before = {
					shown: new Map([...before.shown, ...[...quarter.values].filter(([id]) => !withheld.has(id))]),
					withheld: new Set([...before.withheld, ...withheld]),
					guarded: new Set()
				};
				for (const [id, value] of quarter.values) all.add(id, value);
			}
			for (const level of LEVELS)
				for (const row of ROWS)
					for (const column of COLUMNS)
						all.total(
							`year.${level}.${row}.${column}`,
							['Q1', 'Q2', 'Q3', 'Q4'].map((name) => `${name}.${level}.${row}.${column}`)
						);
			const own = all.close();
			const year: Figures = { ...own, sums: [...own.sums, ...quarters.flatMap(({ sums }) => sums)] };
			const withheld = withhold(year, before);
			for (const id of before.shown.keys()) expect(withheld.has(id), id).toBe(false);
			for (const id of before.withheld) expect(withheld.has(id), id).toBe(true);
			expect(given(year, withheld)).toEqual([]);
		}
	);

	it.each(Array.from({ length: 10 }, (_, seed) => seed))(
		'SMB-25 O-9 a second version of a pack tells of no change by less than five (versions %i)',
		(seed) => {
			const chance = chanceOf(seed * 31 + 17);
			const first = table(chance);
			const hidden = withhold(first);
			const changed = openFigures();
			for (const [id, value] of first.values)
				if (!/all|total/.test(id)) changed.add(id, Math.max(0, value + [-1, 0, 0, 0, 1, 6][chance(6)]!));
			fillTable(changed, () => 0, 'T', 1);
			const second = changed.close();
			const told = [...first.values].map(([id, value]) => [id, hidden.has(id) ? null : value] as const);
			const withheld = withhold(second, versionBefore(second, Object.fromEntries(told)));
			for (const [id, value] of second.values) {
				const by = Math.abs(value - (first.values.get(id) ?? 0));
				if (!hidden.has(id) && by >= 1 && by < SMALL) expect(withheld.has(id), id).toBe(true);
				if (hidden.has(id)) expect(withheld.has(id), id).toBe(true);
			}
			expect(given(second, withheld)).toEqual([]);
		}
	);
});
