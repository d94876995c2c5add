/** What happened to a meeting is told to whom it concerns, in the transaction that stored it. */
import { arrayContains } from 'drizzle-orm';
import { person } from '#drizzle/schema.ts';
import type { Role } from '#lib/identity.ts';
import { meetingMail } from '#lib/mail/meeting-mail.ts';
import type { Meeting, Stamped } from '#lib/meeting/meeting.ts';
import type { Tx } from '../persistence/database.ts';
import { closedPeople } from './case-access.ts';
import { tell } from './tell.ts';

const ADMINISTRATOR: Role = 'MAPPA_ADMINISTRATOR';
const COORDINATOR: Role = 'MAPPA_COORDINATOR';

const withRole = async (tx: Tx, role: Role): Promise<readonly string[]> => {
	const people = await tx
		.select({ id: person.id })
		.from(person)
		.where(arrayContains(person.roles, [role]));
	return people.map(({ id }) => id);
};

/** Whoever runs the invitations of the area; the co-ordinators where there is no administrator. */
export async function readUnit(tx: Tx): Promise<readonly string[]> {
	const administrators = await withRole(tx, ADMINISTRATOR);
	return administrators.length > 0 ? administrators : withRole(tx, COORDINATOR);
}

/** Whoever raises things with the agencies: the area's co-ordinators. */
export const readCoordinators = (tx: Tx): Promise<readonly string[]> => withRole(tx, COORDINATOR);

/** @param events as they were stored; `before` and `after` are the meeting without and with them */
export async function tellOfMeeting(
	tx: Tx,
	areaId: string,
	before: Meeting | null,
	after: Meeting,
	events: readonly Stamped[]
): Promise<void> {
	const asksUnit = events.some(({ event }) => event.type === 'substitute-nominated');
	const mails = meetingMail(before, after, events, asksUnit ? await readUnit(tx) : []);
	if (mails.length === 0) return;
	const { scheduledStart, plannedMinutes, caseId } = after.convened;
	const closed = await closedPeople(tx, caseId, [...new Set(mails.map(({ personId }) => personId))]);
	const meeting = { scheduledStart, plannedMinutes, revision: after.revision };
	for (const { personId, kind, by } of mails)
		if (!closed.has(personId))
			await tell(tx, {
				...{ areaId, personId, kind, meeting },
				meetingId: after.id,
				key: `${kind} ${after.id} ${personId} ${after.version}`,
				...(by === undefined ? {} : { by })
			});
}
