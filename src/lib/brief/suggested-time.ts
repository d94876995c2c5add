/**
 * Where a meeting's time is best spent. Inspections found meetings drifting to exchanging information rather than managing
 * risk (domain.md 4.4, W17), so the items that decide, 13 to 19, get most of it, and among them those with most open matters.
 */
import type { AgendaItem, ItemCode } from '../agenda/agenda.ts';

export const DECIDING: readonly ItemCode[] = [
	'RISK',
	'RMP',
	'LICENCE_ORDERS',
	'DISCLOSURE',
	'MEDIA',
	'ACTIONS',
	'LEVEL'
];
/** Of the whole time, at least. */
const SHARE = 0.6;
/** More open matters than this make an item no heavier. */
const MOST_MATTERS = 10;

export type TimeLine = {
	readonly code: ItemCode;
	readonly planned: number;
	readonly suggested: number;
	/** open matters that belong to it */
	readonly matters: number;
	readonly decides: boolean;
};

/** Whole minutes in proportion to the weights that add up to `total`; each at least one where the total allows it. */
const shared = (weights: readonly number[], total: number): readonly number[] => {
	const sum = weights.reduce((all, one) => all + one, 0);
	if (sum === 0) return weights.map(() => 0);
	const exact = weights.map((weight) => (weight / sum) * total);
	const whole = exact.map((one) => Math.max(one > 0 ? 1 : 0, Math.floor(one)));
	const left = total - whole.reduce((all, one) => all + one, 0);
	const largest = exact
		.map((one, index) => ({ index, rest: one - Math.floor(one) }))
		.sort((a, b) => b.rest - a.rest || a.index - b.index)
		.slice(0, Math.max(0, left))
		.map(({ index }) => index);
	return whole.map((one, index) => one + (largest.includes(index) ? 1 : 0));
};

/** In agenda order. @param matters open matters by item; @param total minutes the meeting is planned for */
export const suggestedTime = (
	items: readonly Pick<AgendaItem, 'code' | 'plannedMinutes'>[],
	matters: Readonly<Partial<Record<ItemCode, number>>>,
	total: number
): readonly TimeLine[] => {
	const decides = (code: ItemCode): boolean => DECIDING.includes(code);
	const planned = items.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0);
	const deciding = items
		.filter(({ code }) => decides(code))
		.reduce((sum, { plannedMinutes }) => sum + plannedMinutes, 0);
	const share = Math.max(SHARE, planned === 0 ? 0 : deciding / planned);
	const forDeciding = items.some(({ code }) => decides(code)) ? Math.round(total * share) : 0;
	const weight = ({ code, plannedMinutes }: (typeof items)[number]): number =>
		plannedMinutes * (decides(code) ? 1 + Math.min(matters[code] ?? 0, MOST_MATTERS) / MOST_MATTERS : 1);
	const of = (group: boolean): ReadonlyMap<ItemCode, number> => {
		const own = items.filter(({ code }) => decides(code) === group);
		const minutes = shared(own.map(weight), group ? forDeciding : total - forDeciding);
		return new Map(own.map(({ code }, index) => [code, minutes[index] ?? 0]));
	};
	const [inform, decide] = [of(false), of(true)];
	return items.map(({ code, plannedMinutes }) => ({
		...{ code, planned: plannedMinutes, decides: decides(code), matters: matters[code] ?? 0 },
		suggested: decide.get(code) ?? inform.get(code) ?? 0
	}));
};

/** The items that decide, heaviest first: most open matters, then most time. */
export const decidingFirst = (lines: readonly TimeLine[]): readonly TimeLine[] =>
	lines.filter(({ decides }) => decides).toSorted((a, b) => b.matters - a.matters || b.suggested - a.suggested);
