/** Who was there for which agenda item, from the times a person confirmed (peers.md row 56). */
import type { ItemCode } from '../agenda/agenda.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { didAttend, type Seat } from './attendance.ts';

export type ItemAttended = {
	readonly number: number;
	readonly code: ItemCode;
	readonly was: 'THERE' | 'PART' | 'MISSED';
};
type Span = { readonly from: number; readonly to: number };
const MINUTE_MS = 60_000;

/** The whole meeting, or from the minutes late on, where no times were noted. */
const whenThere = (meeting: Meeting, { record }: Seat): readonly Span[] => {
	if (!record || !didAttend(record.status) || meeting.startedAt === null) return [];
	if (record.present && record.present.length > 0)
		return record.present.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) }));
	const late = record.minutesLate
		? Date.parse(meeting.convened.scheduledStart) + record.minutesLate * MINUTE_MS
		: Date.parse(meeting.startedAt);
	return [{ from: late, to: Number.POSITIVE_INFINITY }];
};

const overlap = (a: Span, b: Span): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

/**
 * Every item that was taken, and whether this person was there for all of it. Times are typed to the minute, so that a
 * minute more or less is no absence. Empty for whoever did not attend.
 * @param now ISO UTC, the end of an item that still runs
 */
export const itemsAttended = (meeting: Meeting, seat: Seat, now: string): readonly ItemAttended[] => {
	const there = whenThere(meeting, seat);
	if (there.length === 0) return [];
	return meeting.agenda.items.flatMap(({ code, spans }, index) => {
		const held = spans.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to ?? now) }));
		const total = held.reduce((sum, { from, to }) => sum + to - from, 0);
		if (spans.length === 0) return [];
		const seen = held.reduce((sum, span) => sum + there.reduce((more, one) => more + overlap(span, one), 0), 0);
		const was = total - seen < MINUTE_MS ? 'THERE' : seen < MINUTE_MS ? 'MISSED' : 'PART';
		return [{ number: index + 1, code, was } as const];
	});
};

export type ItemMissed = {
	readonly number: number;
	readonly code: ItemCode;
	/** people who attended, but not this item */
	readonly missed: readonly string[];
	/** people who were there for part of it */
	readonly part: readonly string[];
};
/** For each item taken, who of those who attended was not there for all of it; items with everybody are left out. */
export const itemsMissed = (meeting: Meeting, now: string): readonly ItemMissed[] => {
	const all = Object.values(meeting.attendance.seats).flatMap((seat) =>
		itemsAttended(meeting, seat, now).map((one) => ({ ...one, name: seat.person.name }))
	);
	return meeting.agenda.items.flatMap(({ code }, index) => {
		const names = (was: ItemAttended['was']) =>
			all.filter((one) => one.code === code && one.was === was).map(({ name }) => name);
		const [missed, part] = [names('MISSED'), names('PART')];
		return missed.length + part.length === 0 ? [] : [{ number: index + 1, code, missed, part }];
	});
};
