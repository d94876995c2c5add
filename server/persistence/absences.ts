/** Absences, the steps taken about each, and whom agencies are written to (0018). */
import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { absence, absenceEvent, agency, agencyContact, mappCase, meeting, person } from '#drizzle/schema.ts';
import type { AbsenceEvent, AbsenceState, AbsenceStep } from '#lib/absences/absence.ts';
import { type AgencyContact, CONTACT_ROLES, type ContactRole } from '#lib/absences/agency-contacts.ts';
import type { Tx } from './database.ts';

export type AbsenceHead = {
	readonly id: string;
	readonly meetingId: string;
	readonly caseId: string;
	readonly agencyId: string;
	readonly agencyName: string;
	readonly chairId: string;
	readonly version: number;
};

const HEAD = {
	id: absence.id,
	meetingId: absence.meetingId,
	caseId: meeting.caseId,
	agencyId: absence.agencyId,
	agencyName: agency.name,
	chairId: meeting.chairId,
	version: absence.version
};
const heads = (tx: Tx) =>
	tx
		.select(HEAD)
		.from(absence)
		.innerJoin(meeting, eq(meeting.id, absence.meetingId))
		.innerJoin(mappCase, eq(mappCase.id, meeting.caseId))
		.innerJoin(agency, eq(agency.id, absence.agencyId));

/** Which absences a list holds. `agencyIds` null = of every agency; `chairId` adds those of meetings that person chaired. */
export type AbsenceFilter = {
	readonly personId: string;
	/** the case of `meeting` is not closed to whoever asks: case-access.ts says so */
	readonly isOpen: SQL;
	readonly agencyIds: readonly string[] | null;
	readonly states: readonly AbsenceState[];
	readonly limit: number;
};

/** Newest first, none of a case that is closed to this person. */
export async function readAbsenceHeads(
	tx: Tx,
	{ personId, isOpen, agencyIds, states, limit }: AbsenceFilter
): Promise<readonly AbsenceHead[]> {
	const own: SQL | undefined =
		agencyIds === null
			? undefined
			: sql`(${absence.agencyId} = any(${sql.param([...agencyIds])}::uuid[]) or ${meeting.chairId} = ${personId}::uuid)`;
	return heads(tx)
		.where(and(inArray(absence.state, [...states]), isOpen, own))
		.orderBy(desc(meeting.lockedAt), asc(agency.name))
		.limit(limit);
}

/** Held until the end of the transaction with `lock`; null also when its case is closed to this person. */
export async function readAbsenceHead(
	tx: Tx,
	absenceId: string,
	isOpen: SQL,
	lock = false
): Promise<AbsenceHead | null> {
	if (lock) await tx.execute(sql`select from ${absence} where id = ${absenceId}::uuid for update`);
	const [row] = await heads(tx).where(and(eq(absence.id, absenceId), isOpen));
	return row ?? null;
}

/** The steps of these absences, oldest first. */
export async function readAbsenceSteps(
	tx: Tx,
	absenceIds: readonly string[]
): Promise<ReadonlyMap<string, readonly AbsenceStep[]>> {
	const steps = new Map<string, AbsenceStep[]>();
	if (absenceIds.length === 0) return steps;
	const rows = await tx
		.select()
		.from(absenceEvent)
		.where(inArray(absenceEvent.absenceId, [...absenceIds]))
		.orderBy(asc(absenceEvent.absenceId), asc(absenceEvent.version));
	for (const { absenceId, version, at, actorId, type, data } of rows) {
		const event = { ...(data as object), type } as AbsenceEvent;
		steps.set(absenceId, [...(steps.get(absenceId) ?? []), { version, at: at.toISOString(), by: actorId, event }]);
	}
	return steps;
}

export type StoringStep = {
	readonly areaId: string;
	readonly absenceId: string;
	readonly state: AbsenceState;
	readonly commandId: string;
};

/** One absence for each agency of a meeting, ever. @returns its id, or null when there is one already */
export async function insertAbsence(
	tx: Tx,
	row: { readonly areaId: string; readonly meetingId: string; readonly agencyId: string }
): Promise<string | null> {
	const [made] = await tx
		.insert(absence)
		.values({ ...row, state: 'NOTICE_DUE', version: 0 })
		.onConflictDoNothing()
		.returning({ id: absence.id });
	return made?.id ?? null;
}

export async function appendAbsenceStep(
	tx: Tx,
	{ areaId, absenceId, state, commandId }: StoringStep,
	{ version, at, by, event: { type, ...data } }: AbsenceStep
): Promise<void> {
	await tx
		.insert(absenceEvent)
		.values({ areaId, absenceId, version, type, data, actorId: by, at: new Date(at), commandId });
	await tx.update(absence).set({ state, version }).where(eq(absence.id, absenceId));
}

/** Whether this command was carried out already. */
export async function hasAbsenceCommand(tx: Tx, absenceId: string, commandId: string): Promise<boolean> {
	const [row] = await tx
		.select({ version: absenceEvent.version })
		.from(absenceEvent)
		.where(and(eq(absenceEvent.absenceId, absenceId), eq(absenceEvent.commandId, commandId)));
	return row !== undefined;
}

/** Every contact as it stands, of these agencies or of all. */
export async function readAgencyContacts(tx: Tx, agencyIds?: readonly string[]): Promise<readonly AgencyContact[]> {
	const rows = await tx
		.selectDistinctOn([agencyContact.agencyId, agencyContact.role], {
			agencyId: agencyContact.agencyId,
			role: agencyContact.role,
			version: agencyContact.version,
			personId: agencyContact.personId,
			name: person.name
		})
		.from(agencyContact)
		.leftJoin(person, eq(person.id, agencyContact.personId))
		.where(agencyIds ? inArray(agencyContact.agencyId, [...agencyIds]) : undefined)
		.orderBy(agencyContact.agencyId, agencyContact.role, desc(agencyContact.version));
	return rows.flatMap(({ role, name, ...row }) => {
		const known = CONTACT_ROLES.find((one) => one === role);
		return known ? [{ ...row, role: known, name: name ?? '' }] : [];
	});
}

/** What this person is to which agency: agency id and role of each place they hold now. */
export async function readOwnContacts(
	tx: Tx,
	personId: string
): Promise<readonly { readonly agencyId: string; readonly role: ContactRole }[]> {
	return (await readAgencyContacts(tx)).filter((one) => one.personId === personId);
}

export async function insertAgencyContact(
	tx: Tx,
	row: {
		readonly areaId: string;
		readonly agencyId: string;
		readonly role: ContactRole;
		readonly version: number;
		readonly personId: string | null;
		readonly setBy: string;
		readonly setAt: Date;
	}
): Promise<boolean> {
	const made = await tx
		.insert(agencyContact)
		.values(row)
		.onConflictDoNothing()
		.returning({ version: agencyContact.version });
	return made.length > 0;
}

/** Who chairs the Board: for the highest rung. */
export async function readBoardChairs(
	tx: Tx
): Promise<readonly { readonly personId: string; readonly name: string }[]> {
	return tx
		.select({ personId: person.id, name: person.name })
		.from(person)
		.where(sql`'SMB_CHAIR' = any(${person.roles})`)
		.orderBy(person.name);
}

/** Meetings of one level an agency was invited to that are locked, newest first, the one given left out. */
export async function readMeetingsBefore(
	tx: Tx,
	of: { readonly agencyId: string; readonly level: number; readonly before: Date; readonly limit: number }
): Promise<readonly string[]> {
	const rows = await tx.execute<{ id: string }>(sql`
		select m.id from meeting m
		where m.level = ${of.level} and m.phase = 'LOCKED' and m.scheduled_start < ${of.before.toISOString()}::timestamptz
			and exists (select from invitation i where i.meeting_id = m.id and i.agency_id = ${of.agencyId}::uuid)
		order by m.scheduled_start desc limit ${of.limit}`);
	return rows.map(({ id }) => id);
}

export type PossibleContact = {
	readonly personId: string;
	readonly agencyId: string;
	readonly name: string;
	readonly roleTitle: string;
};
/** Whom an agency could be written to: everybody of the area but those who only run the system, advise the Board or audit. */
export const readPossibleContacts = (tx: Tx, personId?: string): Promise<PossibleContact[]> =>
	tx
		.select({ personId: person.id, agencyId: person.agencyId, name: person.name, roleTitle: person.roleTitle })
		.from(person)
		.where(
			and(
				sql`not ${person.roles} <@ array['SYSTEM_ADMINISTRATOR', 'LAY_ADVISER', 'AUDITOR']`,
				personId === undefined ? undefined : eq(person.id, personId)
			)
		)
		.orderBy(person.name);

/** Absences that one meeting opened, by agency: how far each has come. */
export async function readAbsencesOf(
	tx: Tx,
	meetingId: string
): Promise<readonly { readonly agencyName: string; readonly state: AbsenceState }[]> {
	const rows = await tx
		.select({ agencyName: agency.name, state: absence.state })
		.from(absence)
		.innerJoin(agency, eq(agency.id, absence.agencyId))
		.where(eq(absence.meetingId, meetingId))
		.orderBy(asc(agency.name));
	return rows.map(({ agencyName, state }) => ({ agencyName, state: state as AbsenceState }));
}
