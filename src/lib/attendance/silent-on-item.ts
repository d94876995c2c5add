/** Agencies in the room that have not been heard on the current item, for the chair alone; those heard nowhere yet come first. */
import type { ItemCode } from '../agenda/agenda.ts';
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import type { Seat } from './attendance.ts';
import { floorOf } from './floor.ts';
import { heardPerson } from './heard.ts';

export type SilentAgency = {
	readonly agencyId: string;
	readonly agencyName: string;
	/** not heard on any item of this meeting */
	readonly never: boolean;
};

/**
 * The MAPPA unit, observers and the two who run the meeting need not be drawn out. One that was asked is not asked again.
 * @param inTheRoom the seats of those who are in
 * @param wroteSince whether words of this person were stored at or after a time (epoch ms)
 */
export const silentOnItem = (
	meeting: Meeting,
	inTheRoom: readonly Seat[],
	item: ItemCode,
	wroteSince: (personId: string, since: number) => boolean
): readonly SilentAgency[] => {
	const floor = floorOf(meeting.floor, item);
	const opened = meeting.agenda.items.find(({ code }) => code === item)?.spans[0]?.from;
	const since = {
		item: opened ? Date.parse(opened) : Number.POSITIVE_INFINITY,
		all: Date.parse(meeting.startedAt ?? '')
	};
	const onItem = ({ person: { personId, agencyId } }: Seat): boolean =>
		isRecorder(meeting, personId) ||
		floor.called.includes(agencyId) ||
		floor.heard.includes(personId) ||
		wroteSince(personId, since.item);
	const ever = ({ person: { personId } }: Seat): boolean => {
		const { called, recorded } = heardPerson(meeting.heard, personId);
		return called + recorded > 0 || wroteSince(personId, since.all);
	};
	const seats = inTheRoom.filter(
		({ person, capacity }) => person.agencyType !== 'MAPPA_UNIT' && capacity !== 'OBSERVER'
	);
	const agencies = new Map<string, readonly Seat[]>();
	for (const seat of seats) agencies.set(seat.person.agencyId, [...(agencies.get(seat.person.agencyId) ?? []), seat]);
	return [...agencies.values()]
		.filter((people) => !people.some(onItem))
		.map((people) => ({
			agencyId: people[0]!.person.agencyId,
			agencyName: people[0]!.person.agencyName,
			never: !people.some(ever)
		}))
		.sort((a, b) => Number(b.never) - Number(a.never));
};
