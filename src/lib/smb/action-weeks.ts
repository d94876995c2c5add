/** How actions stood at the end of each of the last weeks: open, late, and closed within the week. */
import { addDays, longDate } from '../time.ts';
import type { ActionLife } from './action-burn-down.ts';
import { type BarChart, shareOfLongest } from './bar-chart.ts';
import { type PackTable, textCell } from './pack-table.ts';

const WEEKS = 12;
/** A quarter has so many at most, and the pack shows those that end in it. */
const WEEKS_OF_A_QUARTER = 14;
export type ActionWeek = {
	/** last day counted, YYYY-MM-DD: a Sunday, or today */
	readonly to: string;
	readonly open: number;
	/** of those open, past their day */
	readonly late: number;
	readonly closed: number;
};

const dayOfWeek = (on: string): number => (new Date(`${on}T00:00:00Z`).getUTCDay() + 6) % 7;

/** Weeks from Monday to Sunday up to the one that runs, oldest first; weeks before the first action was set are left out. */
export const actionWeeks = (actions: readonly ActionLife[], today: string, weeks = WEEKS): readonly ActionWeek[] => {
	const monday = addDays(today, -dayOfWeek(today));
	const first = actions.map(({ setOn }) => setOn).sort()[0];
	if (first === undefined) return [];
	return Array.from({ length: weeks }, (_, n) => addDays(monday, (n - weeks + 1) * 7))
		.map((from) => ({ from, to: addDays(from, 6) < today ? addDays(from, 6) : today }))
		.filter(({ to }) => to >= first)
		.map(({ from, to }) => {
			const open = actions.filter(({ setOn, settledOn }) => setOn <= to && (settledOn === null || settledOn > to));
			return {
				to,
				open: open.length,
				late: open.filter(({ due }) => due !== null && due < to).length,
				closed: actions.filter(({ settledOn }) => settledOn !== null && settledOn >= from && settledOn <= to).length
			};
		});
};

/** Those of one quarter. @param asAt nothing after this day is known of */
export const weeksOfQuarter = (
	actions: readonly ActionLife[],
	{ from, to }: { readonly from: string; readonly to: string },
	asAt: string
): readonly ActionWeek[] =>
	actionWeeks(actions, to < asAt ? to : asAt, WEEKS_OF_A_QUARTER).filter((week) => week.to >= from);

const TITLE = 'Actions open, late and closed, week by week';

export const actionWeekChart = (weeks: readonly ActionWeek[]): BarChart => {
	const longest = Math.max(0, ...weeks.flatMap(({ open, closed }) => [open, closed]));
	const bar = (count: number) => ({ percent: shareOfLongest(count, longest), text: String(count) });
	return {
		title: TITLE,
		series: ['Open at the end of the week', 'Of these late', 'Closed in the week'],
		target: null,
		rows: weeks.map(({ to, open, late, closed }) => ({
			head: `To ${longDate(to)}`,
			bars: [bar(open), bar(late), bar(closed)]
		}))
	};
};

export const actionWeekTable = (weeks: readonly ActionWeek[]): PackTable => ({
	...{ id: 'action-weeks', title: TITLE, head: 'Week' },
	note: 'Actions that locked minutes hold. Closed is completed, not completed or no longer needed, as a meeting recorded it.',
	columns: ['Open', 'Late', 'Closed'],
	rows: weeks.map(({ to, open, late, closed }) => ({
		head: `To ${longDate(to)}`,
		cells: [open, late, closed].map((count) => ({ ...textCell(String(count)), value: count }))
	}))
});
