/** The order in which seats are listed: the chair, the minute taker, then by agency and name. */
import { isChair, isMinuteTaker, type Meeting } from '../meeting/meeting.ts';
import type { Seat } from './attendance.ts';
import { seatList } from './seats.ts';

const first = (meeting: Meeting, { person }: Seat): number =>
	isChair(meeting, person.personId) ? 0 : isMinuteTaker(meeting, person.personId) ? 1 : 2;

export const seatsByAgency = (meeting: Meeting): readonly Seat[] =>
	seatList(meeting.attendance).toSorted(
		(a, b) =>
			first(meeting, a) - first(meeting, b) ||
			a.person.agencyName.localeCompare(b.person.agencyName, 'en-GB') ||
			a.person.name.localeCompare(b.person.name, 'en-GB')
	);
