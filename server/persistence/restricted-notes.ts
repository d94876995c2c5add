/** Restricted notes, whom they are for, and names of victims. Everything is added; the newest version counts. */
import { and, count, desc, eq, inArray, type SQL } from 'drizzle-orm';
import { agency, person, restrictedAudience, restrictedNote, victimName } from '#drizzle/schema.ts';
import type { ItemCode } from '#lib/agenda/agenda.ts';
import { isGuest } from '#lib/guests/guest.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { Audience, AudienceKind, Reader } from '#lib/restricted/audiences.ts';
import type { VictimName } from '#lib/restricted/restricted-note.ts';
import type { Tx } from './database.ts';

export type NoteRow = {
	readonly id: string;
	readonly meetingId: string;
	readonly item: ItemCode;
	readonly madeBy: string;
	readonly madeAt: Date;
	/** of the audience */
	readonly version: number;
	readonly audience: Audience;
};

/** Every note of these meetings, oldest first. */
export async function readNotes(tx: Tx, meetingIds: readonly string[]): Promise<readonly NoteRow[]> {
	if (meetingIds.length === 0) return [];
	const rows = await read(tx, inArray(restrictedNote.meetingId, [...meetingIds]));
	return rows.sort((a, b) => a.madeAt.getTime() - b.madeAt.getTime() || (a.id < b.id ? -1 : 1));
}

/** Of these ids, those that are notes. One question, whether there are any or not. */
export const readNotesById = (tx: Tx, noteIds: readonly string[]): Promise<readonly NoteRow[]> =>
	noteIds.length === 0 ? Promise.resolve([]) : read(tx, inArray(restrictedNote.id, [...noteIds]));

async function read(tx: Tx, which: SQL): Promise<NoteRow[]> {
	const rows = await tx
		.selectDistinctOn([restrictedNote.id], { note: restrictedNote, newest: restrictedAudience })
		.from(restrictedNote)
		.innerJoin(restrictedAudience, eq(restrictedAudience.noteId, restrictedNote.id))
		.where(which)
		.orderBy(restrictedNote.id, desc(restrictedAudience.version));
	return rows.map(({ note: { id, meetingId, item, madeBy, madeAt }, newest }) => {
		const { version, kind, named, leftOut, isHidden } = newest;
		const audience = { kind: kind as AudienceKind, named, leftOut, isHidden };
		return { id, meetingId, item: item as ItemCode, madeBy, madeAt, version, audience };
	});
}

/** What audiences go by, of these people; whoever the area does not have is left out. */
export async function readReaders(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, Reader>> {
	if (personIds.length === 0) return new Map();
	const rows = await tx
		.select({ personId: person.id, agencyType: agency.type, grants: person.grants, roles: person.roles })
		.from(person)
		.innerJoin(agency, eq(agency.id, person.agencyId))
		.where(inArray(person.id, [...personIds]));
	return new Map(
		rows.map(({ personId, agencyType, grants, roles }) => [
			personId,
			// A guest is not of the agency that sponsors them: what is restricted reaches them by name alone (R4).
			{ personId, agencyType: isGuest({ roles }) ? null : (agencyType as AgencyType), grants }
		])
	);
}

export async function countNotesOf(tx: Tx, meetingId: string, personId: string): Promise<number> {
	const [row] = await tx
		.select({ notes: count() })
		.from(restrictedNote)
		.where(and(eq(restrictedNote.meetingId, meetingId), eq(restrictedNote.madeBy, personId)));
	return row?.notes ?? 0;
}

/** Whether this command was carried out before, whichever of the three it is. */
export async function noteOfCommand(
	tx: Tx,
	{ meetingId, personId, commandId }: { meetingId: string; personId: string; commandId: string }
): Promise<string | null> {
	const [row] = await tx
		.select({ id: restrictedNote.id })
		.from(restrictedNote)
		.where(
			and(
				eq(restrictedNote.meetingId, meetingId),
				eq(restrictedNote.madeBy, personId),
				eq(restrictedNote.commandId, commandId)
			)
		);
	return row?.id ?? null;
}

export async function insertNote(tx: Tx, row: Required<typeof restrictedNote.$inferInsert>): Promise<void> {
	await tx.insert(restrictedNote).values(row);
}

export async function insertAudience(
	tx: Tx,
	{ audience, ...row }: Omit<typeof restrictedAudience.$inferInsert, keyof Audience> & { readonly audience: Audience }
): Promise<void> {
	const { kind, named, leftOut, isHidden } = audience;
	await tx.insert(restrictedAudience).values({ ...row, kind, named: [...named], leftOut: [...leftOut], isHidden });
}

/** The newest name under each code of a case, by code; also those taken back, whose name is ''. */
export async function readVictimNames(
	tx: Tx,
	caseId: string
): Promise<readonly (VictimName & { commandId: string })[]> {
	const rows = await tx
		.selectDistinctOn([victimName.code])
		.from(victimName)
		.where(eq(victimName.caseId, caseId))
		.orderBy(victimName.code, desc(victimName.version));
	return rows
		.map(({ code, name, alsoKnownAs, version, commandId }) => ({ code, name, alsoKnownAs, version, commandId }))
		.sort((a, b) => Number(a.code.slice(1)) - Number(b.code.slice(1)));
}

export async function insertVictimName(tx: Tx, row: typeof victimName.$inferInsert): Promise<void> {
	await tx.insert(victimName).values(row);
}
