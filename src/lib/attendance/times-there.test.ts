import { expect, it } from 'vitest';
import { readTimes, timesText } from './times-there.ts';

// In summer time, so that an hour lost between clocks would show.
const RAN = { startedAt: '2026-07-16T13:03:20.000Z', endedAt: '2026-07-16T14:12:40.000Z' };
const read = (text: string, ran: Parameters<typeof readTimes>[1] = RAN) => readTimes(text, ran, RAN.endedAt);
const text = (typed: string): string => {
	const there = read(typed);
	return there.ok ? timesText(there.value) : there.message;
};

it.each([
	['14:05 to 14:35, 14:50 to 15:12', '14:05 to 14:35, 14:50 to 15:12'],
	['14.50-15.10; 14.05 – 14.35', '14:05 to 14:35, 14:50 to 15:10'],
	['14:03 until 15:13', '14:03 to 15:12'],
	['', ''],
	[' , ', '']
])('ATT-19 %s is read as it is said', (typed, said) => {
	expect(text(typed)).toBe(said);
});

it.each(['14:05', 'all of it', '25:00 to 26:00', '14:05 to 14:61', '<b>14:05 to 14:06'])(
	'ATT-19 %s is refused with an example, and not repeated',
	(typed) => {
		expect(text(typed)).toBe('Enter times like 14:00 to 14:35, with a comma between two of them');
	}
);

it('ATT-19 times lie in the meeting, begin before they end and do not overlap', () => {
	expect(text('13:30 to 14:10')).toBe('Enter times between 14:03 and 15:12, while the meeting ran');
	expect(text('14:10 to 15:30')).toBe('Enter times between 14:03 and 15:12, while the meeting ran');
	expect(text('14:30 to 14:10')).toBe('Enter the earlier time first');
	expect(text('14:10 to 14:30, 14:20 to 14:40')).toBe('Enter times that do not overlap');
	expect(read('14:03 to 15:12')).toEqual({
		ok: true,
		value: [{ from: RAN.startedAt, to: '2026-07-16T14:12:00.000Z' }]
	});
	expect(read('14:05 to 14:10', { startedAt: null, endedAt: null })).toMatchObject({ ok: false });
});
