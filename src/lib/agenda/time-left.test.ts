import { describe, expect, it } from 'vitest';
import { fold, LIVE } from '../../../tests/support/scenario.ts';
import { type TimeUsed, timeCalls, timeCallWords, timeInWords, timeUsed, usedOfPlanned } from './time-left.ts';

const MINUTE = 60_000;
const at = (itemUsed: number, used: number, more: Partial<TimeUsed> = {}): TimeUsed => ({
	...{ item: 'RMP', itemUsed: itemUsed * MINUTE, itemPlanned: 8 * MINUTE, used: used * MINUTE, planned: 60 * MINUTE },
	...more
});

describe('the time that is left', () => {
	it('COCKPIT-3 Time is called at five minutes and one minute left of the item and of the meeting, once, and not otherwise.', () => {
		expect(timeCalls(at(2.9, 20), at(3, 20.1))).toEqual([{ of: 'ITEM', minutes: 5 }]);
		expect(timeCalls(at(3, 20.1), at(3.1, 20.2))).toEqual([]);
		expect(timeCalls(at(6.99, 30), at(7, 30))).toEqual([{ of: 'ITEM', minutes: 1 }]);
		expect(timeCalls(at(1, 54.9), at(1.1, 55))).toEqual([{ of: 'MEETING', minutes: 5 }]);
		expect(timeCalls(at(2.9, 58.9), at(3, 59))).toEqual([
			{ of: 'ITEM', minutes: 5 },
			{ of: 'MEETING', minutes: 1 }
		]);
		// Over the time nothing is said any more, and a laptop that slept past both marks says the nearer one.
		expect(timeCalls(at(6, 30), at(9, 33))).toEqual([]);
		expect(timeCalls(at(2, 30), at(7.5, 35))).toEqual([{ of: 'ITEM', minutes: 1 }]);
	});

	it('COCKPIT-4 An item that opens with less than five minutes planned is not called at once.', () => {
		const opened = at(0, 20, { item: 'WELCOME', itemPlanned: 4 * MINUTE });
		expect(timeCalls(at(2, 20), opened)).toEqual([]);
		expect(timeCalls(opened, { ...opened, itemUsed: 3 * MINUTE })).toEqual([{ of: 'ITEM', minutes: 1 }]);
	});

	it('COCKPIT-3 the time is told in whole minutes, of the item and of all items', () => {
		const meeting = fold(LIVE);
		const now = Date.parse(meeting.agenda.items[0]?.spans[0]?.from ?? '') + 2.5 * MINUTE;
		const time = timeUsed(meeting.agenda, now);
		expect(time.item).toBe('WELCOME');
		expect(usedOfPlanned(time.itemUsed, time.itemPlanned)).toMatch(/^2 of \d+ min$/);
		expect(timeInWords(time)).toMatch(/^This item has used 2 of \d+ minutes, the meeting 2 of \d+\.$/);
		expect(timeInWords({ ...time, item: null })).toMatch(/^No item is open\./);
		for (const minutes of [5, 1])
			for (const of of ['ITEM', 'MEETING'] as const) expect(timeCallWords({ of, minutes })).toMatch(/left .*\.$/);
	});
});
