/** Whose words they are that were removed, and who removed them. */
import type { PersonRef } from '../attendance/attendance.ts';
import type { Meeting } from '../meeting/meeting.ts';
import { inAList } from '../welsh/in-a-list.ts';
import type { RemovedWords } from './removed-words.ts';

const personOf = ({ attendance }: Pick<Meeting, 'attendance'>, personId: string): PersonRef | null =>
	attendance.seats[personId]?.person ?? null;

/** "Sam Brook (Police)" */
export const whoIs = (meeting: Pick<Meeting, 'attendance'>, personId: string): string => {
	const person = personOf(meeting, personId);
	return person ? `${person.name} (${person.agencyName})` : 'Somebody';
};

/** Whose words they are: "Children's Services and Housing", or by another part of the person. */
export const writersOf = (
	meeting: Pick<Meeting, 'attendance'>,
	{ whose }: Pick<RemovedWords, 'whose'>,
	say: (person: PersonRef) => string = (person) => person.agencyName
): string => {
	const names = whose.map((one) => {
		const person = one === null ? null : personOf(meeting, one);
		return person ? say(person) : 'the previous meeting';
	});
	return inAList([...new Set(names)]);
};
