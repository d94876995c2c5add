import { describe, expect, it } from 'vitest';
import {
	addDays,
	addWeeks,
	addWorkingDays,
	daysBetween,
	duration,
	fromLondon,
	holidayWarning,
	isDate,
	isWorkingDay,
	londonDate,
	londonTime,
	longDate,
	longMoment,
	shortDate,
	timeSpan,
	workingDaysBetween
} from './time.ts';

describe('working days', () => {
	it.each([
		['2026-12-21', 5, '2026-12-30'],
		['2026-12-23', 10, '2027-01-11'],
		['2027-03-25', 5, '2027-04-05'],
		['2026-12-31', 5, '2027-01-08'],
		['2026-12-26', 1, '2026-12-29'],
		['2027-04-30', 10, '2027-05-17'],
		['2026-10-22', -10, '2026-10-08']
	])('TIME-1 %s and %i working days is %s', (start, count, result) => {
		expect(addWorkingDays(start, count)).toBe(result);
	});

	it('TIME-1 no working days is the day itself, also on a Sunday', () => {
		expect(addWorkingDays('2026-12-20', 0)).toBe('2026-12-20');
	});

	it('TIME-2 weekends and bank holidays are not working days', () => {
		expect(isWorkingDay('2026-12-24')).toBe(true);
		for (const date of ['2026-12-25', '2026-12-26', '2026-12-27', '2026-12-28', '2027-03-26', '2028-01-03'])
			expect(isWorkingDay(date), date).toBe(false);
	});

	it('TIME-3 counting working days between two dates undoes adding them', () => {
		for (const count of [-12, -3, 0, 1, 7, 40])
			expect(workingDaysBetween('2026-12-17', addWorkingDays('2026-12-17', count))).toBe(count);
	});

	it('TIME-4 a date after the last year of known bank holidays comes with a warning', () => {
		expect(holidayWarning('2028-12-29')).toBeNull();
		expect(holidayWarning('2029-01-02')).toContain('2029');
	});
});

describe('dates', () => {
	it('TIME-5 days and weeks are added over clock changes, months and leap days', () => {
		expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
		expect(addDays('2026-10-24', 2)).toBe('2026-10-26');
		expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
		expect(addWeeks('2026-10-22', 16)).toBe('2027-02-11');
		expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
	});

	it('TIME-6 only real calendar dates are dates', () => {
		for (const text of [
			'2026-02-29',
			'2026-13-01',
			'2026-1-1',
			'26-01-01',
			'2026-12-18T10:00',
			'',
			'tomorrow',
			'9999-01-01'
		])
			expect(isDate(text), text).toBe(false);
		expect(isDate('2028-02-29')).toBe(true);
	});
});

describe('London', () => {
	it('TIME-7 moments are shown in London time, winter and summer', () => {
		expect(londonTime('2026-12-17T10:41:00Z')).toBe('10:41');
		expect(londonTime('2026-07-01T10:41:00Z')).toBe('11:41');
		expect(londonTime('2026-12-17T00:05:00Z')).toBe('00:05');
		expect(londonDate('2026-06-30T23:30:00Z')).toBe('2026-07-01');
	});

	it('TIME-8 dates are written out the way the minutes print them', () => {
		expect(longDate('2026-12-17')).toBe('Thursday 17 December 2026');
		expect(shortDate('2026-12-17')).toBe('Thu 17 Dec');
		expect(shortDate('2026-09-01')).toBe('Tue 1 Sep');
		expect(longMoment('2026-12-17T10:41:00Z')).toBe('Thursday 17 December 2026 at 10:41');
		expect(timeSpan('2026-12-17T10:00:00Z', '2026-12-17T11:34:00Z')).toBe('10:00 to 11:34');
		expect(timeSpan('2026-12-17T23:50:00Z', '2026-12-18T00:10:00Z')).toBe('23:50 to 00:10 on Friday 18 December 2026');
	});

	it('TIME-9 a length is said in hours and minutes', () => {
		expect(duration(94 * 60_000)).toBe('1 hour 34 minutes');
		expect(duration(120 * 60_000)).toBe('2 hours');
		expect(duration(60_000)).toBe('1 minute');
		expect(duration(0)).toBe('0 minutes');
	});

	it('TIME-10 a London date and time becomes the right moment, also where the clocks change', () => {
		expect(fromLondon('2026-12-17', '10:00')).toBe('2026-12-17T10:00:00.000Z');
		expect(fromLondon('2026-07-01', '10:00')).toBe('2026-07-01T09:00:00.000Z');
		expect(fromLondon('2026-03-29', '01:30')).toBe('2026-03-29T01:30:00.000Z');
		expect(fromLondon('2026-10-25', '01:30')).toBe('2026-10-25T00:30:00.000Z');
		expect(fromLondon('2026-02-30', '10:00')).toBeNull();
		expect(fromLondon('2026-12-17', '24:00')).toBeNull();
	});
});
