import { expect, it } from 'vitest';
import { fold, LIVE, STARTED } from '../../../tests/support/scenario.ts';
import type { ItemCode } from '../agenda/agenda.ts';
import type { Meeting } from '../meeting/meeting.ts';
import type { AttendanceRecord } from './attendance.ts';
import { itemsAttended } from './items-attended.ts';

const clock = (minute: number): string => new Date(Date.parse(STARTED) + minute * 60_000).toISOString();
const RECORD = { status: 'ATTENDED', minutesLate: null } as AttendanceRecord;
/** Welcome 0-5, victims 5-15, plan 15-40. */
const held = (record: AttendanceRecord): Meeting => {
	const meeting = fold([...LIVE, { type: 'attendance-recorded', personId: 'social', record }]);
	const spans: Partial<Record<ItemCode, readonly [number, number]>> = {
		WELCOME: [0, 5],
		VICTIMS: [5, 15],
		RMP: [15, 40]
	};
	const items = meeting.agenda.items.map((item) => {
		const span = spans[item.code];
		return { ...item, spans: span ? [{ from: clock(span[0]), to: clock(span[1]) }] : [] };
	});
	return { ...meeting, startedAt: STARTED, endedAt: clock(40), agenda: { ...meeting.agenda, items } };
};
const was = (record: Partial<AttendanceRecord>) => {
	const meeting = held({ ...RECORD, ...record });
	return Object.fromEntries(
		itemsAttended(meeting, meeting.attendance.seats.social!, clock(40)).map(({ code, was: how }) => [code, how])
	);
};

it('ATT-20 for each item taken: there, there for part of it, or not', () => {
	expect(was({})).toEqual({ WELCOME: 'THERE', VICTIMS: 'THERE', RMP: 'THERE' });
	expect(was({ present: [{ from: clock(8), to: clock(15) }] })).toEqual({
		WELCOME: 'MISSED',
		VICTIMS: 'PART',
		RMP: 'MISSED'
	});
	// Out for a while in the middle of one item.
	const twice = [
		{ from: clock(0), to: clock(20) },
		{ from: clock(30), to: clock(40) }
	];
	expect(was({ status: 'ATTENDED_PART', present: twice })).toEqual({ WELCOME: 'THERE', VICTIMS: 'THERE', RMP: 'PART' });
});

it('ATT-20 without times, whoever came late was there from then on; whoever did not come is in no item', () => {
	expect(was({ status: 'ATTENDED_LATE', minutesLate: 12 })).toEqual({
		WELCOME: 'MISSED',
		VICTIMS: 'PART',
		RMP: 'THERE'
	});
	expect(was({ status: 'APOLOGIES_NO_REPORT' })).toEqual({});
	// Typed to the minute, while items begin in the middle of one.
	expect(was({ present: [{ from: new Date(Date.parse(clock(0)) + 40_000).toISOString(), to: clock(40) }] })).toEqual({
		WELCOME: 'THERE',
		VICTIMS: 'THERE',
		RMP: 'THERE'
	});
});
