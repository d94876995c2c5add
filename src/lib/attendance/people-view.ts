/** Who is in the room, at the door and missing, agency first (peers.md row 17). Connected and confirmed are two marks. */
import type { Meeting } from '../meeting/meeting.ts';
import type { Present } from '../wire.ts';
import { type Attendance, isInTheRoom, type PersonRef, type Seat } from './attendance.ts';

export type Attender = {
	readonly person: PersonRef;
	readonly seat: Seat;
	readonly connected: boolean;
	/** the agenda item this person's screen shows */
	readonly item: string | null;
	readonly isChair: boolean;
	readonly isMinuteTaker: boolean;
	/** waiting to speak, and since when (ISO) */
	readonly handSince: string | null;
};
export type RoomPeople = {
	readonly inTheRoom: readonly Attender[];
	/** statement accepted, not yet confirmed */
	readonly waiting: readonly Attender[];
	readonly notHere: readonly Attender[];
	/** waiting to speak, in the order the server heard them */
	readonly hands: readonly Attender[];
	/** seats that count: a person represented by a substitute does not */
	readonly expected: number;
};

const inOrder = (a: Attender, b: Attender): number =>
	Number(b.isChair) - Number(a.isChair) ||
	a.person.agencyName.localeCompare(b.person.agencyName) ||
	a.person.name.localeCompare(b.person.name);

/**
 * `statementVersion`: the statement a seat must have accepted to be in the room. `atDoor`: ids of the people who have the
 * page of their door open.
 */
export const roomPeople = (
	meeting: Meeting,
	present: readonly Present[],
	statementVersion: number,
	atDoor: readonly string[] = []
): RoomPeople => {
	const here = new Map(present.map((one) => [one.personId, one]));
	const isAtDoor = (seat: Seat): boolean =>
		!isInTheRoom(seat, statementVersion) && atDoor.includes(seat.person.personId);
	const hands = new Map(meeting.agenda.hands.map((hand) => [hand.personId, hand.at]));
	const attenders = Object.values(meeting.attendance.seats)
		.filter((seat) => seat.substitute === null && !seat.removed)
		.map((seat): Attender => {
			const { person } = seat;
			return {
				person,
				seat,
				connected: (here.get(person.personId)?.connections ?? 0) > 0 || isAtDoor(seat),
				item: here.get(person.personId)?.item ?? null,
				isChair: meeting.chair.personId === person.personId,
				isMinuteTaker: meeting.minuteTaker.personId === person.personId,
				handSince: hands.get(person.personId) ?? null
			};
		});
	const inTheRoom = attenders.filter((one) => isInTheRoom(one.seat, statementVersion)).sort(inOrder);
	// Who cannot come may have accepted the statement only to write their agency's return.
	const wantsIn = (seat: Seat): boolean => seat.response !== 'DECLINED' || isAtDoor(seat);
	const waiting = attenders.filter(
		(one) => !inTheRoom.includes(one) && one.seat.statement !== null && wantsIn(one.seat)
	);
	return {
		inTheRoom,
		waiting: waiting.sort((a, b) => a.seat.statement!.at.localeCompare(b.seat.statement!.at)),
		notHere: attenders.filter((one) => !inTheRoom.includes(one) && !waiting.includes(one)).sort(inOrder),
		hands: meeting.agenda.hands.flatMap((hand) => attenders.filter((one) => one.person.personId === hand.personId)),
		expected: attenders.length
	};
};

/** People under the name of their agency; agencies in the order of their first person. */
export const byAgency = (
	people: readonly Attender[]
): readonly (readonly [agency: string, people: readonly Attender[]])[] => {
	const groups = new Map<string, Attender[]>();
	for (const one of people) {
		const { agencyName } = one.person;
		groups.set(agencyName, [...(groups.get(agencyName) ?? []), one]);
	}
	return [...groups];
};

/** "Teasel Marchbank-Owl" is TM; one word gives its first two letters. */
export const initials = (name: string): string => {
	const words = name.split(/\s+/).filter(Boolean);
	const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
	return (last ? first.charAt(0) + last.charAt(0) : first.slice(0, 2)).toUpperCase();
};

/** How many colours there are for agencies (`--people-0` and on); the last is for agencies nobody of which is invited. */
const COLOURS = 12;
/**
 * A colour per agency, in the order they were invited, so that the agencies of one meeting differ as long as there are
 * enough. Never the only sign: names and initials stand beside it.
 */
export const agencyColour = (attendance: Attendance, agency: string): number => {
	const agencies = [...new Set(Object.values(attendance.seats).map((seat) => seat.person.agencyName))];
	const place = agencies.indexOf(agency);
	return place < 0 ? COLOURS - 1 : place % (COLOURS - 1);
};
