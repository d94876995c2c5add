/** Which agencies were absent from a meeting, for the ladder: by the counting rules of domain.md 6.1, agency by agency. */
import { didAttend, needsFinding, type Seat } from '../attendance/attendance.ts';
import { seatList } from '../attendance/seats.ts';
import type { Meeting } from '../meeting/meeting.ts';

/** ATTENDED = one of its people came; ABSENT = none, and somebody should have; OUT = nobody counts. */
export type AgencyTurnout = 'ATTENDED' | 'ABSENT' | 'OUT';

const ownSeats = (meeting: Pick<Meeting, 'attendance'>, agencyId: string): readonly Seat[] =>
	seatList(meeting.attendance).filter(
		({ person, substitute, capacity }) => person.agencyId === agencyId && substitute === null && capacity !== 'OBSERVER'
	);
const absentSeats = (seats: readonly Seat[]): readonly Seat[] =>
	seats.filter(({ record }) => record !== null && needsFinding(record.status));

export const agencyTurnout = (meeting: Pick<Meeting, 'attendance'>, agencyId: string): AgencyTurnout => {
	const seats = ownSeats(meeting, agencyId);
	if (seats.some(({ record }) => record !== null && didAttend(record.status))) return 'ATTENDED';
	return absentSeats(seats).length > 0 ? 'ABSENT' : 'OUT';
};

/** Every finding on the agency's people accepts their absence: nothing follows, and it neither counts in a row nor ends one. */
export const isAccepted = (meeting: Pick<Meeting, 'attendance'>, agencyId: string): boolean =>
	absentSeats(ownSeats(meeting, agencyId)).every(({ finding }) => finding === null || finding.finding === 'ACCEPTED');

/** Seats of an agency that was absent and whose absence the chair did not accept; empty for every other agency. */
export const unacceptedAbsence = (meeting: Pick<Meeting, 'attendance'>, agencyId: string): readonly Seat[] =>
	agencyTurnout(meeting, agencyId) === 'ABSENT' && !isAccepted(meeting, agencyId)
		? absentSeats(ownSeats(meeting, agencyId))
		: [];

/** Agencies an absence opens for. The unit is in no figures. */
export const absentAgencies = (meeting: Pick<Meeting, 'attendance'>): readonly string[] => {
	const agencies = seatList(meeting.attendance)
		.filter(({ person }) => person.agencyType !== 'MAPPA_UNIT')
		.map(({ person }) => person.agencyId);
	return [...new Set(agencies)].filter((agencyId) => unacceptedAbsence(meeting, agencyId).length > 0);
};

/**
 * Absences one after the other, the newest meeting first. One that came ends the row; one whose absence was accepted, or that
 * nobody counted, is passed over.
 * @param meetings of one level to which the agency was invited, newest first, the present one among them
 */
export const absencesInARow = (meetings: readonly Pick<Meeting, 'attendance'>[], agencyId: string): number => {
	let count = 0;
	for (const meeting of meetings) {
		const turnout = agencyTurnout(meeting, agencyId);
		if (turnout === 'ATTENDED') return count;
		if (turnout === 'ABSENT' && !isAccepted(meeting, agencyId)) count += 1;
	}
	return count;
};
