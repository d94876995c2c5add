/** Figures as they are shown to somebody: a number, withheld, or not known. Every table, chart and file reads them here. */
import type { FigureId, Figures } from './board-figures.ts';
import type { PublishedPack } from './published-pack.ts';
import { SMALL } from './suppression.ts';

/** null = withheld; undefined = not known. */
export type ShownFigures = (id: FigureId) => number | null | undefined;

/** All of them, for the MAPPA unit. */
export const everyFigure =
	({ values }: Figures): ShownFigures =>
	(id) =>
		values.get(id);
/** Those that are published. */
export const publishedFigures =
	({ figures }: Pick<PublishedPack, 'figures'>): ShownFigures =>
	(id) =>
		Object.hasOwn(figures, id) ? figures[id] : undefined;

export const WITHHELD = '[c]';
export const NOT_KNOWN = '[x]';
/** Said once, above or below everything that uses the signs. */
export const SIGNS = `${WITHHELD} withheld, so that nobody can be recognised. ${NOT_KNOWN} not known to this service, or not entered yet.`;

export const figureText = (value: number | null | undefined): string =>
	value === null ? WITHHELD : value === undefined ? NOT_KNOWN : String(value);

/** "77.8": one place, as the figures of the field are given. */
export const percentOf = (numerator: number, denominator: number): number =>
	Math.round((numerator / denominator) * 1000) / 10;

export type Share = {
	/** "77.8% (7 of 9)", "1 of 2" where the denominator is below five */
	readonly text: string;
	/** null where no percentage may be said */
	readonly percent: number | null;
};
export const shareOf = (shown: ShownFigures, numerator: FigureId, denominator: FigureId): Share => {
	const [part, all] = [shown(numerator), shown(denominator)];
	if (part === null || all === null) return { text: WITHHELD, percent: null };
	if (part === undefined || all === undefined) return { text: NOT_KNOWN, percent: null };
	if (all < SMALL) return { text: `${part} of ${all}`, percent: null };
	const percent = percentOf(part, all);
	return { text: `${percent.toFixed(1)}% (${part} of ${all})`, percent };
};
