/** The equality profile with small numbers withheld, for readers who see every other number (domain.md 6.4, T11). */
import type { FigureId, Figures } from './board-figures.ts';
import { everyFigure, type ShownFigures } from './shown-figures.ts';
import { NOTHING_BEFORE, withhold } from './suppression.ts';

const isProfile = (id: FigureId): boolean => id.startsWith('T11.');

/** Their sum, the caseload, stands in another table: where it would give a number away, the whole profile is withheld. */
export const profileShown = (figures: Figures): ShownFigures => {
	const shown = everyFigure(figures);
	const total = 'T2.total.end';
	const own: Figures = {
		values: new Map([...figures.values].filter(([id]) => isProfile(id) || id === total)),
		sums: figures.sums.filter(({ left, right }) => [...left, ...right].some(isProfile)),
		unshown: new Set(),
		open: new Set()
	};
	const withheld = ((): ((id: FigureId) => boolean) => {
		try {
			const found = withhold(own, { ...NOTHING_BEFORE, shown: new Map([[total, shown(total) ?? 0]]) });
			return (id) => found.has(id);
		} catch {
			return isProfile;
		}
	})();
	return (id) => (withheld(id) ? null : shown(id));
};
