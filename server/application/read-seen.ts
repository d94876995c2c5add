/** What is known of everybody at a meeting besides their seats: presence, seniority, returns, words stored. It only proposes. */
import type { Seat } from '#lib/attendance/attendance.ts';
import type { Seen } from '#lib/attendance/proposal.ts';
import { seatList } from '#lib/attendance/seats.ts';
import type { AreaConfig } from '#lib/cases/area-config.ts';
import { levelKey } from '#lib/cases/meeting-clock.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { kindRow } from '#lib/meeting/meeting-kinds.ts';
import { meetsGrade } from '#lib/people/grades.ts';
import { lastSent } from '#lib/returns/agency-return.ts';
import { readAreaConfig } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { readAgencies, readGrades } from '../persistence/people.ts';
import { readPresenceNotes, readWritersBetween } from '../persistence/presence-notes.ts';

export type SeenAtMeeting = {
	readonly config: AreaConfig;
	readonly types: ReadonlyMap<string, AgencyType>;
	readonly seenOf: (seat: Seat) => Seen;
	/** people whose words of this meeting are stored */
	readonly writers: ReadonlySet<string>;
};

export async function readSeen(tx: Tx, areaId: string, meeting: Meeting): Promise<SeenAtMeeting> {
	const config = await readAreaConfig(tx, areaId, meetingOn(meeting));
	const types = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]));
	const ids = seatList(meeting.attendance).map(({ person }) => person.personId);
	const gradeOf = await readGrades(tx, ids);
	const noted = await readPresenceNotes(tx, meeting.id);
	const { startedAt, endedAt } = meeting;
	const writers = startedAt === null ? new Set<string>() : await readWritersBetween(tx, meeting.id, startedAt, endedAt);
	const { asksGrade } = kindRow(meeting.convened.level);
	const level = levelKey(meeting.convened.level);
	/** One senior person is enough for an agency (domain.md 4.2). */
	const isSenior = ({ person: { personId, agencyId } }: Seat): boolean | null => {
		const type = types.get(agencyId);
		if (!asksGrade || type === undefined) return null;
		const met = (id: string) => meetsGrade(gradeOf(id), config.agencyGrade[type][level]);
		const came = seatList(meeting.attendance).filter((one) => one.person.agencyId === agencyId && one.confirmed);
		return came.some(({ person }) => met(person.personId) === true) || met(personId);
	};
	return {
		config,
		types,
		writers,
		seenOf: (seat) => ({
			presence: noted.get(seat.person.personId) ?? [],
			isSenior: isSenior(seat),
			returned: lastSent(meeting.returns, seat.person.agencyId)
		})
	};
}
