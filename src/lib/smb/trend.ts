/** The four quarters up to one: the indicators, and each agency's attendance at each level. */
import type { BarChart } from './bar-chart.ts';
import { LEVELS, type LevelCode } from './count-meetings.ts';
import { INDICATORS } from './indicators.ts';
import { type PackTable, textCell } from './pack-table.ts';
import type { PackFrame } from './pack-tables.ts';
import { type Quarter, shortQuarterWord } from './quarter.ts';
import { NOT_KNOWN, type ShownFigures, shareOf } from './shown-figures.ts';

/** Of each quarter, oldest first; null = nothing is published of it. */
export type TrendQuarter = { readonly quarter: Quarter; readonly shown: ShownFigures | null };

const share = (shown: ShownFigures | null, numerator: string, denominator: string) =>
	shown ? shareOf(shown, numerator, denominator) : { text: NOT_KNOWN, percent: null };

export const indicatorTrend = (quarters: readonly TrendQuarter[]): PackTable => ({
	...{ id: 'trend', title: 'Indicators over four quarters', note: '', head: 'Indicator' },
	columns: quarters.map(({ quarter }) => shortQuarterWord(quarter)),
	rows: INDICATORS.map(({ code, title, numerator, denominator }) => ({
		head: `${code}. ${title}`,
		cells: quarters.map(({ shown }) => textCell(share(shown, numerator, denominator).text))
	}))
});

const LEVEL_WORD = { L2: 'Level 2', L3: 'Level 3' } as const;
const cellOf = (level: LevelCode, code: string) =>
	[`T3.${level}.${code}.attended`, `T3.${level}.${code}.invited`] as const;

export const attendanceTrend = (quarters: readonly TrendQuarter[], { agencies }: PackFrame): readonly PackTable[] =>
	LEVELS.map((level) => ({
		...{
			id: `trend-${level}`,
			title: `Attendance at ${LEVEL_WORD[level]} over four quarters`,
			note: '',
			head: 'Agency'
		},
		columns: quarters.map(({ quarter }) => shortQuarterWord(quarter)),
		rows: agencies
			.filter(({ counts }) => counts)
			.map(({ code, name }) => ({
				head: name,
				cells: quarters.map(({ shown }) => textCell(share(shown, ...cellOf(level, code)).text))
			}))
	}));

/** One bar a quarter for each indicator. */
export const indicatorChart = (quarters: readonly TrendQuarter[]): BarChart => ({
	title: 'Indicators over four quarters, in per cent',
	series: quarters.map(({ quarter }) => shortQuarterWord(quarter)),
	target: null,
	rows: INDICATORS.map(({ code, title, numerator, denominator }) => ({
		head: `${code}. ${title}`,
		bars: quarters.map(({ shown }) => share(shown, numerator, denominator))
	}))
});

/** One bar a quarter for each agency that was invited often enough in one of them. */
export const attendanceOverTimeChart = (
	quarters: readonly TrendQuarter[],
	level: LevelCode,
	{ agencies }: PackFrame
): BarChart => ({
	title: `Attendance at ${LEVEL_WORD[level]} over four quarters, in per cent of the meetings each agency was invited to`,
	series: quarters.map(({ quarter }) => shortQuarterWord(quarter)),
	target: null,
	rows: agencies
		.filter(({ counts }) => counts)
		.map(({ code, name }) => ({ head: name, bars: quarters.map(({ shown }) => share(shown, ...cellOf(level, code))) }))
		// Where no quarter has enough to draw, the table says what there is.
		.filter(({ bars }) => bars.some(({ percent }) => percent !== null))
});

/** One bar for each agency that was invited, with the area's target. */
export const attendanceChart = (shown: ShownFigures, level: LevelCode, { agencies, targets }: PackFrame): BarChart => {
	const target = targets[level === 'L3' ? 'K3' : 'K4'];
	return {
		title: `Attendance at ${LEVEL_WORD[level]} by agency, in per cent of the meetings it was invited to`,
		series: ['Share attended'],
		target: target === undefined ? null : { percent: target, text: `Target ${target}%` },
		rows: agencies
			.filter(({ counts, code }) => counts && shown(`T3.${level}.${code}.invited`) !== 0)
			.map(({ code, name }) => ({ head: name, bars: [share(shown, ...cellOf(level, code))] }))
	};
};
