/**
 * What the Board's members do not see, so that nobody can be recognised (R7; server/decisions/032). A number from 1 to 4 is
 * withheld, and with it as many others as it takes that nobody can work it out from what is left: not from totals, not from
 * rows and columns, not from other levels, agencies and quarters, and not from what was published before.
 *
 * The attack is carried out here as a reader would, on everything shown: sums are tightened until nothing moves, and then
 * solved as equations. What it finds is answered by withholding one number more, until it finds nothing.
 */
import type { FigureId, Figures, Sum } from './board-figures.ts';

/** A number from 1 to this one less is small. */
export const SMALL = 5;
const isSmall = (value: number): boolean => value >= 1 && value < SMALL;

/** What readers know already. */
export type Before = {
	/** numbers under the same name that are published: they cannot be taken back */
	readonly shown: ReadonlyMap<FigureId, number>;
	/** numbers that were withheld where they are published: they stay withheld */
	readonly withheld: ReadonlySet<FigureId>;
	/** of those, the ones whose own sums are not looked at here: they are kept as a small number is */
	readonly guarded: ReadonlySet<FigureId>;
};
export const NOTHING_BEFORE: Before = { shown: new Map(), withheld: new Set(), guarded: new Set() };

export type Bounds = { readonly lowest: number; readonly highest: number };

/**
 * What somebody can work out who knows every number but the withheld ones, and that those are no zeros: for each of them
 * the lowest and the highest it can be.
 */
export const bounds = (
	values: ReadonlyMap<FigureId, number>,
	sums: readonly Sum[],
	isWithheld: (id: FigureId) => boolean,
	isUnshown: (id: FigureId) => boolean = () => false
): ReadonlyMap<FigureId, Bounds> => {
	const found = new Map<FigureId, Bounds>();
	const boundsOf = (id: FigureId): Bounds => {
		const value = values.get(id) ?? 0;
		if (!isWithheld(id)) return { lowest: value, highest: value };
		return found.get(id) ?? { lowest: isUnshown(id) || value === 0 ? 0 : 1, highest: Number.POSITIVE_INFINITY };
	};
	const asked = sums.filter(({ left, right }) => [...left, ...right].some(isWithheld));
	for (const { left, right } of asked)
		for (const id of [...left, ...right]) if (isWithheld(id)) found.set(id, boundsOf(id));
	for (let moved = true; moved; ) {
		moved = false;
		for (const { left, right } of asked)
			for (const [own, other] of [
				[left, right],
				[right, left]
			] as const) {
				const lowestOther = sumOf(other, (id) => boundsOf(id).lowest);
				const highestOther = sumOf(other, (id) => boundsOf(id).highest);
				const lowestOwn = sumOf(own, (id) => boundsOf(id).lowest);
				for (const id of own) {
					if (!isWithheld(id)) continue;
					const now = boundsOf(id);
					const rest = sumOf(own, (one) => (one === id ? 0 : boundsOf(one).highest));
					const lowest = Math.max(now.lowest, lowestOther - rest);
					const highest = Math.min(now.highest, highestOther - (lowestOwn - now.lowest));
					if (lowest > now.lowest || highest < now.highest) {
						found.set(id, { lowest, highest });
						moved = true;
					}
				}
			}
	}
	return found;
};
const sumOf = (ids: readonly FigureId[], of: (id: FigureId) => number): number => {
	let sum = 0;
	for (const id of ids) sum += of(id);
	return sum;
};

/** Equations are solved in whole numbers modulo this prime: no rounding, and products stay exact. */
const PRIME = 94_906_249;
const inverse = (value: number): number => {
	let [a, b, x, y] = [value, PRIME, 1, 0];
	while (b !== 0) {
		const times = Math.floor(a / b);
		[a, b] = [b, a - times * b];
		[x, y] = [y, x - times * y];
	}
	return ((x % PRIME) + PRIME) % PRIME;
};

/** Withheld numbers that the sums alone settle, whatever the size of the numbers: the equations are solved. */
export const solved = (sums: readonly Sum[], isWithheld: (id: FigureId) => boolean): ReadonlySet<FigureId> => {
	const rows: Map<FigureId, number>[] = [];
	for (const { left, right } of sums) {
		const row = new Map<FigureId, number>();
		for (const id of left) if (isWithheld(id)) row.set(id, ((row.get(id) ?? 0) + 1) % PRIME);
		for (const id of right) if (isWithheld(id)) row.set(id, ((row.get(id) ?? 0) + PRIME - 1) % PRIME);
		for (const [id, by] of row) if (by === 0) row.delete(id);
		if (row.size > 0) rows.push(row);
	}
	const pivots = new Map<FigureId, Map<FigureId, number>>();
	const subtract = (from: Map<FigureId, number>, row: ReadonlyMap<FigureId, number>, times: number): void => {
		for (const [id, by] of row) {
			const left = ((from.get(id) ?? 0) + (PRIME - times) * by) % PRIME;
			if (left === 0) from.delete(id);
			else from.set(id, left);
		}
	};
	for (const row of rows) {
		for (const id of [...row.keys()]) {
			const pivot = pivots.get(id);
			const by = row.get(id);
			if (pivot && by !== undefined) subtract(row, pivot, by);
		}
		const first = row.keys().next().value;
		if (first === undefined) continue;
		const scale = inverse(row.get(first) ?? 1);
		for (const [id, by] of row) row.set(id, (by * scale) % PRIME);
		for (const other of pivots.values()) {
			const by = other.get(first);
			if (by !== undefined) subtract(other, row, by);
		}
		pivots.set(first, row);
	}
	return new Set([...pivots].flatMap(([id, row]) => (row.size === 1 ? [id] : [])));
};

/**
 * The numbers to withhold. What is asked of every small number, and of every one that is guarded: whatever a reader
 * works out, it can still be as many values as a small number can, and it can be one that is not small.
 * @throws when what is published already gives a small number away, which no withholding can mend
 */
export const withhold = (figures: Figures, before: Before = NOTHING_BEFORE): ReadonlySet<FigureId> => {
	const { values, sums, unshown, open } = figures;
	const numberOf = (id: FigureId): number => values.get(id) ?? 0;
	const isFixed = (id: FigureId): boolean => open.has(id) || before.shown.has(id);
	const protectedIds = [...values.keys()].filter(
		(id) => !isFixed(id) && (isSmall(numberOf(id)) || before.guarded.has(id))
	);
	const withheld = new Set<FigureId>([...protectedIds, ...before.withheld, ...before.guarded, ...unshown]);
	const isWithheld = (id: FigureId): boolean => withheld.has(id);
	const inSums = new Map<FigureId, Sum[]>();
	for (const sum of sums)
		for (const id of [...sum.left, ...sum.right]) inSums.set(id, [...(inSums.get(id) ?? []), sum]);

	/** The smallest number shown that stands in a sum with this one, or with what is withheld beside it. */
	const nextBeside = (id: FigureId): FigureId | null => {
		const seen = new Set([id]);
		for (let ring: readonly FigureId[] = [id]; ring.length > 0; ) {
			const beside = [
				...new Set(ring.flatMap((one) => (inSums.get(one) ?? []).flatMap((s) => [...s.left, ...s.right])))
			];
			const shown = beside.filter((one) => !isWithheld(one) && !isFixed(one) && !unshown.has(one));
			const best = shown
				.filter((one) => numberOf(one) > 0)
				.sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1))[0];
			const chosen = best ?? shown[0];
			if (chosen !== undefined) return chosen;
			ring = beside.filter((one) => isWithheld(one) && !seen.has(one));
			for (const one of ring) seen.add(one);
		}
		return null;
	};
	for (;;) {
		const reach = bounds(values, sums, isWithheld, (id) => unshown.has(id));
		let given = protectedIds.filter((id) => {
			const { lowest, highest } = reach.get(id) ?? { lowest: 0, highest: Number.POSITIVE_INFINITY };
			return highest < SMALL || highest - lowest < SMALL - 1;
		});
		if (given.length === 0) {
			const settled = solved(sums, isWithheld);
			given = protectedIds.filter((id) => settled.has(id));
		}
		if (given.length === 0) return withheld;
		// Several at once, but not two for what one may mend.
		const added = new Set<FigureId>();
		for (const id of given) {
			if ((inSums.get(id) ?? []).some(({ left, right }) => [...left, ...right].some((one) => added.has(one)))) continue;
			const next = nextBeside(id);
			if (next === null) continue;
			added.add(next);
			withheld.add(next);
		}
		if (added.size === 0) throw new Error('what is published already gives a small number away');
	}
};
