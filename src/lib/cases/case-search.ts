/** What somebody typed to find a case: words and dates, or what is asked instead. */
import { cleanLine } from '../input.ts';
import { done, type Result, refuse } from '../result.ts';
import { isDate } from '../time.ts';

export type SearchWords = {
	readonly words: readonly string[];
	/** dates of birth as they are kept for searching: YYYYMMDD */
	readonly dates: readonly string[];
};

/** Letters or digits without which everybody would be found. */
const LEAST = 2;
const MOST_WORDS = 6;
export const SEARCH_MAX = 100;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const ask = (message: string) => refuse('invalid', message, [{ field: 'search', message }]);

/** 14 2 1984, 14/02/1984, 1984-02-14, 14 February 1984; null when it is no real date. */
function dateOf(day: string, month: string, year: string): string | null {
	const number = MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1 || Number(month);
	const iso = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
	return isDate(iso) ? iso.replaceAll('-', '') : null;
}
const SPOKEN = /\b(\d{1,2})(?:st|nd|rd|th)?\s+(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(\d{4})\b/gi;
const BRITISH = /\b(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})\b/g;
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;

export function parseSearch(typed: string): Result<SearchWords> {
	const line = cleanLine(typed).normalize('NFKC');
	if (line === '') return ask('Enter a name, a date of birth, a reference or a number');
	if (line.length > SEARCH_MAX) return ask(`Enter ${SEARCH_MAX} characters or fewer`);
	const dates: string[] = [];
	const take = (date: string | null, whole: string) => {
		if (date === null) return whole;
		dates.push(date);
		return ' ';
	};
	const rest = line
		.replace(ISO, (whole, year, month, day) => take(dateOf(day, month, year), whole))
		.replace(SPOKEN, (whole, day, month, year) => take(dateOf(day, month, year), whole))
		.replace(BRITISH, (whole, day, month, year) => take(dateOf(day, month, year), whole));
	const words = rest.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
	const count = words.join('').replace(/[^\p{L}\p{N}]/gu, '').length;
	if (dates.length === 0 && count < LEAST) return ask(`Enter at least ${LEAST} letters or digits`);
	if (words.length > MOST_WORDS) return ask(`Enter at most ${MOST_WORDS} words: a name, or a reference`);
	return done({ words, dates });
}
