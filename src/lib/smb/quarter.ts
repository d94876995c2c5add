/** Quarters of the financial year, 1 April to 31 March: quarter 1 is April to June. The Board is reported to by these. */
import { addDays, isDate } from '../time.ts';

/** `year`: the calendar year in which the financial year begins. */
export type Quarter = { readonly year: number; readonly number: 1 | 2 | 3 | 4 };

const NUMBERS = [1, 2, 3, 4] as const;
const two = (number: number): string => String(number).padStart(2, '0');

/** The quarter a date (YYYY-MM-DD) lies in. */
export const quarterOf = (date: string): Quarter => {
	const [year = 0, month = 1] = date.split('-').map(Number);
	const isEarly = month < 4;
	return { year: isEarly ? year - 1 : year, number: NUMBERS[isEarly ? 3 : Math.floor((month - 4) / 3)] ?? 1 };
};

/** First and last day, YYYY-MM-DD. */
export const daysOf = (quarter: Quarter): { readonly from: string; readonly to: string } => {
	const start = (year: number, number: number): string =>
		number === 4 ? `${year + 1}-01-01` : `${year}-${two(1 + number * 3)}-01`;
	const next = later(quarter, 1);
	return { from: start(quarter.year, quarter.number), to: addDays(start(next.year, next.number), -1) };
};

/** So many quarters later; earlier when negative. */
export const later = ({ year, number }: Quarter, count: number): Quarter => {
	const index = year * 4 + (number - 1) + count;
	return { year: Math.floor(index / 4), number: NUMBERS[((index % 4) + 4) % 4] ?? 1 };
};

/** The quarter itself and the three before it, oldest first. */
export const fourQuarters = (quarter: Quarter): readonly Quarter[] => [-3, -2, -1, 0].map((n) => later(quarter, n));

/** "2026-Q3": its name in addresses and rows. */
export const quarterKey = ({ year, number }: Quarter): string => `${year}-Q${number}`;
/** Null for what names no quarter from 2020 to 2199. */
export const readQuarter = (key: string): Quarter | null => {
	const found = /^(20[2-9]\d|21\d\d)-Q([1-4])$/.exec(key);
	return found ? { year: Number(found[1]), number: NUMBERS[Number(found[2]) - 1] ?? 1 } : null;
};

/** "2026-27" */
export const yearWord = (year: number): string => `${year}-${two((year + 1) % 100)}`;
const MONTHS = ['April to June', 'July to September', 'October to December', 'January to March'] as const;
/** "October to December 2026" */
export const monthsWord = ({ year, number }: Quarter): string =>
	`${MONTHS[number - 1]} ${number === 4 ? year + 1 : year}`;
/** "Quarter 3 of 2026-27, October to December 2026": a quarter of the financial year, never of the calendar year. */
export const quarterWord = (quarter: Quarter): string =>
	`Quarter ${quarter.number} of ${yearWord(quarter.year)}, ${monthsWord(quarter)}`;
/** "Q3 2026-27" */
export const shortQuarterWord = ({ year, number }: Quarter): string => `Q${number} ${yearWord(year)}`;

/** "2026": a financial year from 2020 to 2199, or null. */
export const readYear = (text: string): number | null => (/^(20[2-9]\d|21\d\d)$/.test(text) ? Number(text) : null);
export const isIn = (date: string, { from, to }: { readonly from: string; readonly to: string }): boolean =>
	isDate(date) && date >= from && date <= to;
