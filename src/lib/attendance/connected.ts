/** When somebody was connected while the meeting ran. A line lost for a few minutes is no departure (domain.md 6.1). */
import type { Seat } from './attendance.ts';

/** Epoch ms. */
export type Stretch = { readonly from: number; readonly to: number };
const MINUTE_MS = 60_000;

/**
 * The stretches of one seat in order, gaps shorter than `departureMinutes` closed, cut to the time the meeting ran.
 * `until` (ISO UTC) ends a stretch still running.
 */
export const connectedStretches = (
	presence: Seat['presence'],
	ran: { readonly from: string; readonly until: string },
	departureMinutes: number
): readonly Stretch[] => {
	const [begin, end] = [Date.parse(ran.from), Date.parse(ran.until)];
	const cut = presence
		.map(({ from, to }) => ({
			from: Math.max(begin, Date.parse(from)),
			to: Math.min(end, to === null ? end : Date.parse(to))
		}))
		.filter((stretch) => stretch.to > stretch.from)
		.sort((a, b) => a.from - b.from);
	const joined: Stretch[] = [];
	for (const stretch of cut) {
		const last = joined.at(-1);
		const isGap = !last || stretch.from - last.to >= departureMinutes * MINUTE_MS;
		if (isGap) joined.push(stretch);
		else joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
	}
	return joined;
};
