/**
 * The numbers of one quarter for the Board, each under a name of its own, with what adds up to what. Tables, indicators,
 * files and charts show these and compute nothing; withholding small numbers works on the same names and sums, so that what
 * is withheld in one place is withheld everywhere.
 */

/** "T3.L2.POL.attended" */
export type FigureId = string;
/** What adds up: the numbers on both sides are equal. */
export type Sum = { readonly left: readonly FigureId[]; readonly right: readonly FigureId[] };

export type Figures = {
	readonly values: ReadonlyMap<FigureId, number>;
	readonly sums: readonly Sum[];
	/** in no table, but anybody can work them out from two that are: those who did not, of all */
	readonly unshown: ReadonlySet<FigureId>;
	/** about the Board's own members: shown however small */
	readonly open: ReadonlySet<FigureId>;
};

export type FigureBook = {
	readonly add: (id: FigureId, count?: number) => void;
	readonly get: (id: FigureId) => number;
	/** `total` is worked out from its parts. */
	readonly total: (total: FigureId, parts: readonly FigureId[]) => void;
	/** What is known already to be equal. */
	readonly equal: (left: readonly FigureId[], right: readonly FigureId[]) => void;
	/** `part` is some of `total`; the rest is shown nowhere. */
	readonly some: (part: FigureId, total: FigureId) => void;
	/** In no table. */
	readonly hide: (id: FigureId) => void;
	/** Of the Board itself: shown however small. */
	readonly open: (id: FigureId, value: number) => void;
	readonly close: () => Figures;
};

/** Begins with nothing; every number that is asked for and was never counted is 0. */
export function openFigures(): FigureBook {
	const values = new Map<FigureId, number>();
	const sums: Sum[] = [];
	const unshown = new Set<FigureId>();
	const open = new Set<FigureId>();
	const get = (id: FigureId): number => values.get(id) ?? 0;
	const set = (id: FigureId, value: number): void => void values.set(id, value);
	const name = (ids: readonly FigureId[]): void => {
		for (const id of ids) if (!values.has(id)) set(id, 0);
	};
	return {
		get,
		add: (id, count = 1) => set(id, get(id) + count),
		total: (total, parts) => {
			name(parts);
			set(
				total,
				parts.reduce((sum, part) => sum + get(part), 0)
			);
			sums.push({ left: [total], right: parts });
		},
		equal: (left, right) => {
			name([...left, ...right]);
			sums.push({ left, right });
		},
		some: (part, total) => {
			name([part, total]);
			const rest = `${part}.rest`;
			set(rest, get(total) - get(part));
			unshown.add(rest);
			sums.push({ left: [total], right: [part, rest] });
		},
		hide: (id) => void unshown.add(id),
		open: (id, value) => {
			set(id, value);
			open.add(id);
		},
		close: () => ({ values, sums, unshown, open })
	};
}
