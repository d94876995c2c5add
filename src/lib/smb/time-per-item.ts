/** How long meetings spent on each item of the agenda, beside what was planned: for the MAPPA unit. */
import { ITEM_CODES, type ItemCode } from '../agenda/agenda.ts';
import { itemTitle } from '../agenda/agenda-words.ts';
import { type BarChart, shareOfLongest } from './bar-chart.ts';
import type { ItemFacts } from './meeting-facts.ts';
import { type PackTable, textCell } from './pack-table.ts';

export type ItemTime = {
	readonly code: ItemCode;
	/** meetings that took the item */
	readonly meetings: number;
	/** mean minutes */
	readonly used: number;
	readonly planned: number;
};

/** @param meetings the items of each, as they were taken */
export const timePerItem = (meetings: readonly (readonly ItemFacts[])[]): readonly ItemTime[] => {
	const sums = new Map<ItemCode, { meetings: number; used: number; planned: number }>();
	for (const items of meetings)
		for (const { code, used, planned } of items) {
			const sum = sums.get(code) ?? { meetings: 0, used: 0, planned: 0 };
			sums.set(code, { meetings: sum.meetings + 1, used: sum.used + used, planned: sum.planned + planned });
		}
	return ITEM_CODES.flatMap((code) => {
		const sum = sums.get(code);
		return sum
			? [{ code, meetings: sum.meetings, used: sum.used / sum.meetings, planned: sum.planned / sum.meetings }]
			: [];
	});
};

const TITLE = 'Minutes spent on each item';
const minutes = (value: number): string => value.toFixed(1);

export const itemTimeTable = (times: readonly ItemTime[]): PackTable => ({
	...{ id: 'time-per-item', title: TITLE, head: 'Item' },
	note: 'Means over the quarter’s locked meetings that took the item. An item that was passed over is not counted.',
	columns: ['Meetings', 'Minutes spent', 'Minutes planned'],
	rows: times.map(({ code, meetings, used, planned }) => ({
		head: itemTitle[code],
		cells: [String(meetings), minutes(used), minutes(planned)].map(textCell)
	}))
});

/** The same of one meeting, for those who ran it. */
export const meetingTimeTable = (times: readonly ItemTime[]): PackTable => ({
	...itemTimeTable(times),
	note: 'An item that was passed over is not counted, nor is the time the meeting was paused.',
	columns: ['Minutes spent', 'Minutes planned'],
	rows: times.map(({ code, used, planned }) => ({
		head: itemTitle[code],
		cells: [minutes(used), minutes(planned)].map(textCell)
	}))
});

export const itemTimeChart = (times: readonly ItemTime[]): BarChart => {
	const longest = Math.max(0, ...times.flatMap(({ used, planned }) => [used, planned]));
	const bar = (value: number) => ({ percent: shareOfLongest(value, longest), text: `${minutes(value)} minutes` });
	return {
		title: `${TITLE}, beside what was planned`,
		series: ['Spent', 'Planned'],
		target: null,
		rows: times.map(({ code, used, planned }) => ({ head: itemTitle[code], bars: [bar(used), bar(planned)] }))
	};
};
