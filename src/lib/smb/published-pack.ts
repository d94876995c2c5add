/**
 * A pack as it is published to the Board: the numbers that are shown, and the names of those that are withheld. It is made
 * once and stays; a later version of the same quarter takes into account what the earlier ones told.
 */
import type { FigureId, Figures } from './board-figures.ts';
import { type Before, NOTHING_BEFORE, SMALL, withhold } from './suppression.ts';

export type PublishedPack = {
	readonly shape: 1;
	/** YYYY-MM-DD */
	readonly asAt: string;
	/** those in the tables, with their names as they were */
	readonly agencies: readonly { readonly code: string; readonly name: string; readonly counts: boolean }[];
	/** null = withheld */
	readonly figures: Readonly<Record<FigureId, number | null>>;
	/** in per cent, by indicator */
	readonly targets: Readonly<Record<string, number>>;
	/** meetings held in the quarter whose minutes were not locked: withheld when small */
	readonly notLocked: number | null;
};

/**
 * What an earlier version of the same quarter told: what it withheld stays withheld, and what has changed since by less than
 * five is withheld now, because the change is a small number too (promises O-9).
 */
export const versionBefore = (now: Figures, earlier: PublishedPack['figures']): Before => {
	const told = Object.entries(earlier);
	const hasMovedALittle = (id: FigureId, old: number): boolean => {
		const by = Math.abs((now.values.get(id) ?? 0) - old);
		return by >= 1 && by < SMALL && !now.open.has(id);
	};
	return {
		shown: new Map(),
		withheld: new Set(told.flatMap(([id, old]) => (old === null ? [id] : []))),
		guarded: new Set(told.flatMap(([id, old]) => (old !== null && hasMovedALittle(id, old) ? [id] : [])))
	};
};

/** The quarter before says how this one begins, and the one after how it ends: what is withheld there stays so here. */
const guardedBeside = (previous: PublishedPack | null, next: PublishedPack | null): readonly FigureId[] =>
	['L2', 'L3', 'total'].flatMap((row) => [
		...(previous?.figures[`T2.${row}.end`] === null ? [`T2.${row}.start`] : []),
		...(next?.figures[`T2.${row}.start`] === null ? [`T2.${row}.end`] : [])
	]);

export type ToPublish = Pick<PublishedPack, 'asAt' | 'agencies' | 'targets'> & {
	readonly figures: Figures;
	readonly notLocked: number;
	/** of the same quarter */
	readonly earlier: PublishedPack | null;
	/** of the quarters before and after, as they are published */
	readonly previous: PublishedPack | null;
	readonly next: PublishedPack | null;
};

/** Withholds what must be, and keeps the rest under its names. */
export const publishedPack = ({ figures, earlier, previous, next, notLocked, ...rest }: ToPublish): PublishedPack => {
	const told = earlier ? versionBefore(figures, earlier.figures) : NOTHING_BEFORE;
	const withheld = withhold(figures, {
		...told,
		guarded: new Set([...told.guarded, ...guardedBeside(previous, next)])
	});
	const shown = [...figures.values].filter(([id]) => !figures.unshown.has(id));
	return {
		...{ shape: 1, ...rest },
		figures: Object.fromEntries(shown.map(([id, value]) => [id, withheld.has(id) ? null : value])),
		notLocked: notLocked >= 1 && notLocked < SMALL ? null : notLocked
	};
};
