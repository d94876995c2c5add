/** A day as this build writes it out, read back. Pure. */
import { addDays, isDate, longDate } from '../time.ts';

/** "Friday 18 December 2026" back to 2026-12-18; '' for anything else. */
export const dateOfWords = (said: string): string => {
	const [, day = '', month = '', year = ''] = /(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/.exec(said.trim()) ?? [];
	const first = `${year}-01-01`;
	if (!isDate(first)) return '';
	const all = Array.from({ length: 366 }, (_, n) => addDays(first, n));
	return all.find((one) => longDate(one).endsWith(` ${day} ${month} ${year}`)) ?? '';
};
