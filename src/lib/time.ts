/**
 * Dates of law and times of day. Moments are ISO 8601 UTC; dates of law are local calendar dates, YYYY-MM-DD, reckoned
 * as numbers of days so that no clock change moves them. Shown in Europe/London.
 */

import { LANGUAGE, type Language } from './welsh/language.ts';
import { welshDay, welshPlainDay, welshShortDay, welshShortMonth } from './welsh/welsh-days.ts';

/** England-and-Wales bank holidays (domain.md 8.1). Add a year here when it is announced. */
const BANK_HOLIDAYS: readonly string[] = [
	...['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-05', '2025-05-26', '2025-08-25', '2025-12-25', '2025-12-26'],
	...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28'],
	...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28'],
	...['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26']
];
export const LAST_HOLIDAY_YEAR = Math.max(...BANK_HOLIDAYS.map((date) => Number(date.slice(0, 4))));

const DAY_MS = 86_400_000;
const dayNumber = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const fromDayNumber = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const HOLIDAYS: ReadonlySet<number> = new Set(BANK_HOLIDAYS.map(dayNumber));
/** Day 0 was a Thursday. */
const isWorkingDayNumber = (day: number): boolean => {
	const weekday = (((day + 4) % 7) + 7) % 7;
	return weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(day);
};

/** Whether a text is a real calendar date YYYY-MM-DD (30 February is not), from 1900 to 2199. */
export const isDate = (text: string): boolean =>
	/^(19|2[01])\d\d-\d\d-\d\d$/.test(text) && !Number.isNaN(dayNumber(text)) && fromDayNumber(dayNumber(text)) === text;

export const addDays = (date: string, days: number): string => fromDayNumber(dayNumber(date) + days);
export const addWeeks = (date: string, weeks: number): string => addDays(date, weeks * 7);
/** The same day so many calendar months later; the month's last day where it has no such day. */
export const addMonths = (date: string, months: number): string => {
	const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
	const first = new Date(Date.UTC(year, month - 1 + months, 1));
	const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
	first.setUTCDate(Math.min(day, lastDay));
	return first.toISOString().slice(0, 10);
};
/** Calendar days from one date to another. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

export const isWorkingDay = (date: string): boolean => isWorkingDayNumber(dayNumber(date));

/**
 * The nth working day after a date, or before it when `count` is negative. Day 0 is the date itself; counting starts
 * with the next working day (domain.md 8.1). 0 gives the date back.
 */
export const addWorkingDays = (date: string, count: number): string => {
	const step = count < 0 ? -1 : 1;
	let day = dayNumber(date);
	for (let left = Math.abs(count); left > 0; ) {
		day += step;
		if (isWorkingDayNumber(day)) left -= 1;
	}
	return fromDayNumber(day);
};

/** Working days after `from` up to and including `to`; negative when `to` is earlier. */
export const workingDaysBetween = (from: string, to: string): number => {
	const step = to < from ? -1 : 1;
	let count = 0;
	for (let day = dayNumber(from); day !== dayNumber(to); ) {
		day += step;
		if (isWorkingDayNumber(day)) count += step;
	}
	return count;
};

/** A sentence when a deadline lies beyond the last year whose bank holidays are known; otherwise null. */
export const holidayWarning = (date: string): string | null =>
	Number(date.slice(0, 4)) > LAST_HOLIDAY_YEAR
		? `Bank holidays are known up to ${LAST_HOLIDAY_YEAR}. Check this date when those of ${date.slice(0, 4)} are announced`
		: null;

const LONDON = 'Europe/London';
/** Made when first used: a page uses few of them, and each takes a browser as long as many rows. */
const formatter = (options: Intl.DateTimeFormatOptions, zone = LONDON): (() => Intl.DateTimeFormat) => {
	let made: Intl.DateTimeFormat | undefined;
	return () => (made ??= new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }));
};
const CLOCK = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const PARTS = formatter({
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
	hourCycle: 'h23'
});
const LONG = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, 'UTC');
const PLAIN = formatter({ day: 'numeric', month: 'long', year: 'numeric' }, 'UTC');
const MONTH = formatter({ month: 'short', year: 'numeric' }, 'UTC');
const SHORT = formatter({ weekday: 'short', day: 'numeric', month: 'short' }, 'UTC');

/** en-GB output without the comma some engines put after the weekday, and with "Sep", not "Sept". */
const plain = (text: string): string => text.replace(',', '').replace('Sept ', 'Sep ').replace(/Sept$/, 'Sep');
const utc = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** "Thursday 17 December 2026", "dydd Iau 17 Rhagfyr 2026" */
export const longDateIn = (language: Language, date: string): string =>
	language === 'cy' ? welshDay(utc(date)) : plain(LONG().format(utc(date)));
/** In the language of the page. */
export const longDate = (date: string): string => longDateIn(LANGUAGE, date);
/** "Thu 17 Dec", "Iau 17 Rhag" */
export const shortDate = (date: string): string =>
	LANGUAGE === 'cy' ? welshShortDay(utc(date)) : plain(SHORT().format(utc(date)));
/** "17 December 2026", "17 Rhagfyr 2026": where there are many of them and the day of the week helps nobody */
export const plainDate = (date: string): string =>
	LANGUAGE === 'cy' ? welshPlainDay(utc(date)) : PLAIN().format(utc(date));
/** "Dec 2026", "Rhag 2026" */
export const shortMonth = (date: string): string =>
	LANGUAGE === 'cy' ? welshShortMonth(utc(date)) : plain(MONTH().format(utc(date)));

const londonParts = (moment: number): Record<string, string> =>
	Object.fromEntries(
		PARTS()
			.formatToParts(moment)
			.map(({ type, value }) => [type, value])
	);
/** The calendar date a moment falls on in London, YYYY-MM-DD. */
export const londonDate = (iso: string): string => {
	const { year, month, day } = londonParts(Date.parse(iso));
	return `${year}-${month}-${day}`;
};
/** "10:41" in London */
export const londonTime = (iso: string): string => CLOCK().format(Date.parse(iso));
/** "Thursday 17 December 2026 at 10:41" */
export const longMoment = (iso: string): string => `${longDate(londonDate(iso))} at ${londonTime(iso)}`;
/** "10:00 to 11:34", or with the date of the end when it is another day */
export const timeSpan = (from: string, to: string): string =>
	londonDate(from) === londonDate(to)
		? `${londonTime(from)} to ${londonTime(to)}`
		: `${londonTime(from)} to ${londonTime(to)} on ${longDate(londonDate(to))}`;

/** "1 hour 34 minutes" from milliseconds, to the nearest minute */
export const duration = (ms: number): string => {
	const minutes = Math.round(ms / 60_000);
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	const inHours = hours === 1 ? '1 hour' : `${hours} hours`;
	const inMinutes = rest === 1 ? '1 minute' : `${rest} minutes`;
	if (hours === 0) return inMinutes;
	return rest === 0 ? inHours : `${inHours} ${inMinutes}`;
};

/**
 * The UTC moment of a London date and time of day (HH:mm); null when either is not real. In the hour the clocks skip,
 * the time after the change is taken; in the hour that comes twice, the first.
 */
export const fromLondon = (date: string, time: string): string | null => {
	if (!isDate(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return null;
	const wanted = Date.parse(`${date}T${time}:00Z`);
	const offsetAt = (moment: number): number => {
		const { year, month, day, hour, minute, second } = londonParts(moment);
		return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - moment;
	};
	// Summer time first, so that the hour that comes twice is read as its first half.
	const candidates = [wanted - 3_600_000, wanted].filter((moment) => moment + offsetAt(moment) === wanted);
	return new Date(candidates[0] ?? wanted).toISOString();
};
