/** Agencies in the room that nobody has heard yet, for the chair alone: "Not yet heard: Housing" (peers.md row 14). */
import { isRecorder, type Meeting } from '../meeting/meeting.ts';
import type { Seat } from './attendance.ts';
import { heardPerson } from './heard.ts';

/**
 * By name, in the order of the seats. The MAPPA unit and the two who run the meeting need not be drawn out.
 * @param inTheRoom the seats of those who are in
 * @param hasWritten whether words of this person are stored in the plan or the notes
 */
export const notYetHeard = (
	meeting: Meeting,
	inTheRoom: readonly Seat[],
	hasWritten: (personId: string) => boolean
): readonly string[] => {
	const isHeard = ({ person: { personId } }: Seat): boolean => {
		const { called, recorded } = heardPerson(meeting.heard, personId);
		return isRecorder(meeting, personId) || called + recorded > 0 || hasWritten(personId);
	};
	const agencies = inTheRoom.filter(
		({ person, capacity }) => person.agencyType !== 'MAPPA_UNIT' && capacity !== 'OBSERVER'
	);
	const heard = new Set(agencies.filter(isHeard).map(({ person }) => person.agencyId));
	const silent = agencies.filter(({ person }) => !heard.has(person.agencyId));
	return [...new Set(silent.map(({ person }) => person.agencyName))];
};
