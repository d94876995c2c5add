/** How many actions were open at the end of each month, and what was set and settled in it: for the MAPPA unit. */
import { addDays, addMonths, shortMonth } from '../time.ts';
import { type BarChart, shareOfLongest } from './bar-chart.ts';
import { type PackTable, textCell } from './pack-table.ts';

/** Dates YYYY-MM-DD. */
export type ActionLife = {
	/** the meeting that set it */
	readonly setOn: string;
	/** completed, not completed or no longer needed; null = open */
	readonly settledOn: string | null;
	readonly due: string | null;
};
export type BurnDownMonth = {
	/** last day counted */
	readonly to: string;
	readonly set: number;
	readonly settled: number;
	readonly open: number;
	/** of those open, past their day */
	readonly overdue: number;
};

/** Twelve months up to the one in which `to` lies, oldest first; nothing after `asAt` is known of. */
export const burnDown = (actions: readonly ActionLife[], to: string, asAt: string): readonly BurnDownMonth[] => {
	const first = `${to.slice(0, 7)}-01`;
	return Array.from({ length: 12 }, (_, n) => addMonths(first, n - 11))
		.filter((from) => from <= asAt)
		.map((from) => {
			const end = addDays(addMonths(from, 1), -1);
			const until = end < asAt ? end : asAt;
			const isIn = (on: string | null): boolean => on !== null && on >= from && on <= until;
			const open = actions.filter(
				({ setOn, settledOn }) => setOn <= until && (settledOn === null || settledOn > until)
			);
			return {
				to: until,
				set: actions.filter(({ setOn }) => isIn(setOn)).length,
				settled: actions.filter(({ settledOn }) => isIn(settledOn)).length,
				open: open.length,
				overdue: open.filter(({ due }) => due !== null && due < until).length
			};
		});
};

const TITLE = 'Actions open at the end of each month';

export const burnDownTable = (months: readonly BurnDownMonth[]): PackTable => ({
	...{ id: 'burn-down', title: TITLE, head: 'Month' },
	note: 'Actions of Level 2 and 3 meetings whose minutes are locked. Settled is completed, not completed or no longer needed.',
	columns: ['Set', 'Settled', 'Open at the end', 'Of these overdue'],
	rows: months.map(({ to, set, settled, open, overdue }) => ({
		head: shortMonth(to),
		cells: [set, settled, open, overdue].map((count) => textCell(String(count)))
	}))
});

export const burnDownChart = (months: readonly BurnDownMonth[]): BarChart => {
	const longest = Math.max(0, ...months.map(({ open }) => open));
	const bar = (count: number) => ({ percent: shareOfLongest(count, longest), text: String(count) });
	return {
		title: `${TITLE}, and those past their day`,
		series: ['Open', 'Overdue'],
		target: null,
		rows: months.map(({ to, open, overdue }) => ({ head: shortMonth(to), bars: [bar(open), bar(overdue)] }))
	};
};
