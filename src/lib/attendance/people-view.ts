/** Who is in the room, at the door and missing, agency first (peers.md row 17). Connected and confirmed are two marks. */
import type { Meeting } from '../meeting/meeting.ts';
import type { Present } from '../wire.ts';
import { isInTheRoom, type PersonRef, type Seat } from './attendance.ts';

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

const byAgency = (a: Attender, b: Attender): number =>
	Number(b.isChair) - Number(a.isChair) ||
	a.person.agencyName.localeCompare(b.person.agencyName) ||
	a.person.name.localeCompare(b.person.name);

/** `statementVersion`: the statement a seat must have accepted to be in the room. */
export const roomPeople = (meeting: Meeting, present: readonly Present[], statementVersion: number): RoomPeople => {
	const here = new Map(present.map((one) => [one.personId, one]));
	const hands = new Map(meeting.agenda.hands.map((hand) => [hand.personId, hand.at]));
	const attenders = Object.values(meeting.attendance.seats)
		.filter((seat) => seat.substitute === null && !seat.removed)
		.map((seat): Attender => {
			const { person } = seat;
			return {
				person,
				seat,
				connected: (here.get(person.personId)?.connections ?? 0) > 0,
				item: here.get(person.personId)?.item ?? null,
				isChair: meeting.chair.personId === person.personId,
				isMinuteTaker: meeting.minuteTaker.personId === person.personId,
				handSince: hands.get(person.personId) ?? null
			};
		});
	const inTheRoom = attenders.filter((one) => isInTheRoom(one.seat, statementVersion)).sort(byAgency);
	const waiting = attenders.filter((one) => !inTheRoom.includes(one) && one.seat.statement !== null);
	return {
		inTheRoom,
		waiting: waiting.sort((a, b) => a.seat.statement!.at.localeCompare(b.seat.statement!.at)),
		notHere: attenders.filter((one) => !inTheRoom.includes(one) && !waiting.includes(one)).sort(byAgency),
		hands: meeting.agenda.hands.flatMap((hand) => attenders.filter((one) => one.person.personId === hand.personId)),
		expected: attenders.length
	};
};

/** "Teasel Marchbank-Owl" is TM; one word gives its first two letters. */
export const initials = (name: string): string => {
	const words = name.split(/\s+/).filter(Boolean);
	const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : ''];
	return (last ? first.charAt(0) + last.charAt(0) : first.slice(0, 2)).toUpperCase();
};

/** One of ten steady colours per agency. Never the only sign: names and initials stand beside it. */
export const agencyColour = (agency: string): number => {
	let sum = 0;
	for (const character of agency) sum = (sum * 31 + character.codePointAt(0)!) % 9973;
	return sum % 10;
};
