/**
 * A chair's own notes as they are stored. Every question here names the person they are of: there is none that reads somebody
 * else's (decision 052). The clock removes them without reading them.
 */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { chairNote, meeting } from '#drizzle/schema.ts';
import type { Tx } from './database.ts';

export type OwnNote = { readonly meetingId: string; readonly personId: string };
export type StoredNote = { readonly text: string; readonly edition: number; readonly changedAt: string };

const own = ({ meetingId, personId }: OwnNote) =>
	and(eq(chairNote.meetingId, meetingId), eq(chairNote.personId, personId));

/** @param hold keeps the row until the transaction ends */
export async function readOwnNote(tx: Tx, of: OwnNote, hold = false): Promise<StoredNote | null> {
	const asked = tx.select().from(chairNote).where(own(of));
	const [row] = hold ? await asked.for('update') : await asked;
	return row ? { text: row.text, edition: row.edition, changedAt: row.changedAt.toISOString() } : null;
}

/** Writes the next edition. False: somebody (another window of the same person) wrote one meanwhile. */
export async function writeOwnNote(
	tx: Tx,
	of: OwnNote & { readonly areaId: string },
	{ text, edition }: { readonly text: string; readonly edition: number },
	changedAt: Date
): Promise<boolean> {
	const next = { text, edition: edition + 1, changedAt };
	const rows =
		edition === 0
			? await tx
					.insert(chairNote)
					.values({ ...of, ...next })
					.onConflictDoNothing()
					.returning({ edition: chairNote.edition })
			: await tx
					.update(chairNote)
					.set(next)
					.where(and(own(of), eq(chairNote.edition, edition)))
					.returning({ edition: chairNote.edition });
	return rows.length === 1;
}

export type MeetingWithNotes = {
	readonly id: string;
	readonly phase: string;
	readonly lockedAt: Date | null;
	readonly scheduledStart: Date;
};
/** Meetings that are over, have notes and are not held. */
export const readMeetingsWithNotes = (tx: Tx): Promise<readonly MeetingWithNotes[]> =>
	tx
		.selectDistinct({
			id: meeting.id,
			phase: meeting.phase,
			lockedAt: meeting.lockedAt,
			scheduledStart: meeting.scheduledStart
		})
		.from(meeting)
		.innerJoin(chairNote, eq(chairNote.meetingId, meeting.id))
		.where(
			and(
				inArray(meeting.phase, ['LOCKED', 'CANCELLED']),
				sql`not public.is_held(${meeting.areaId}, ${meeting.caseId})`
			)
		);

/** @returns how many there were */
export async function removeNotesOf(tx: Tx, meetingId: string): Promise<number> {
	const rows = await tx.execute<{ one: number }>(
		sql`delete from ${chairNote} where ${chairNote.meetingId} = ${meetingId}::uuid returning 1 as one`
	);
	return rows.length;
}
