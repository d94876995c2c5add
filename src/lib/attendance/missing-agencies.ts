/** Standing agencies of which nobody is here yet: said before item 1, while the chair can still ring them. */
import type { Meeting } from '../meeting/meeting.ts';
import type { AttendanceStatus, Seat } from './attendance.ts';
import { responseWord } from './attendance-words.ts';
import { seatList } from './seats.ts';

export type MissingAgency = { readonly agencyName: string; readonly because: string };
const STOOD_DOWN: readonly AttendanceStatus[] = ['NOT_REQUIRED', 'EXCUSED_CONFLICT'];
const isExpected = ({ removed, substitute, record }: Seat): boolean =>
	!removed && substitute === null && !(record && STOOD_DOWN.includes(record.status));

/**
 * Agencies with a core member, none of whose people came, with what they answered. Somebody at the door is here.
 * @param isHere in the room or at its door
 */
export const missingAgencies = (
	meeting: Pick<Meeting, 'attendance'>,
	isHere: (seat: Seat) => boolean
): readonly MissingAgency[] => {
	const expected = seatList(meeting.attendance).filter(isExpected);
	const came = new Set(expected.filter(isHere).map(({ person }) => person.agencyId));
	const standing = expected.filter(({ capacity, person }) => capacity === 'CORE' && !came.has(person.agencyId));
	const byAgency = new Map<string, Seat[]>();
	for (const seat of standing)
		byAgency.set(seat.person.agencyName, [...(byAgency.get(seat.person.agencyName) ?? []), seat]);
	return [...byAgency].map(([agencyName, seats]) => ({
		agencyName,
		because: [...new Set(seats.map(({ response }) => responseWord[response].toLowerCase()))].join(', ')
	}));
};
