/**
 * The chair's private notes: written by whoever chairs the meeting, read by their writer alone. In no record, version, print,
 * export or search; the audit says that they were written and read, at most once in ten minutes (decision 052).
 */
import { type ChairNotes, notesRemovedOn, SAVE_CHAIR_NOTES } from '#lib/chair-notes/chair-notes.ts';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import { isChair, type Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readOwnNote, type StoredNote, writeOwnNote } from '../persistence/chair-notes.ts';
import type { Database, Tx } from '../persistence/database.ts';
import type { Admission } from './admission.ts';
import { NO_MEETING } from './load-meeting.ts';

export type ChairNotesParts = {
	readonly database: Database;
	readonly admission: Admission;
	readonly now?: () => Date;
};
/** One stretch of writing is one line of the audit. */
const STRETCH_MS = 10 * 60_000;
const NOTHING: StoredNote = { text: '', edition: 0, changedAt: '' };

const maySave = (meeting: Meeting, actor: Actor): boolean =>
	isChair(meeting, actor.personId) && meeting.phase !== 'LOCKED' && meeting.phase !== 'CANCELLED';

async function shown(tx: Tx, actor: Actor, meeting: Meeting, stored: StoredNote): Promise<ChairNotes> {
	const config = await readAreaConfig(tx, actor.areaId, meetingOn(meeting));
	const { phase, lockedAt, convened } = meeting;
	const { text, edition, changedAt } = stored;
	return {
		...{ text, edition, changedAt: changedAt === '' ? null : changedAt, maySave: maySave(meeting, actor) },
		removedOn: notesRemovedOn({ phase, lockedAt, scheduledStart: convened.scheduledStart }, config),
		keptWorkingDays: config.draftsKeptWorkingDays
	};
}

/** Their own notes, for whoever chairs, or has written some while they chaired. To everybody else there is no such page. */
export async function readChairNotes(
	{ database, admission }: ChairNotesParts,
	actor: Actor,
	meetingId: string
): Promise<Result<ChairNotes>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	return database.withArea(actor.areaId, async (tx) => {
		const stored = await readOwnNote(tx, { meetingId, personId: actor.personId });
		if (!stored && !isChair(meeting, actor.personId)) return NO_MEETING;
		if (stored) await writeAudit(tx, actor, 'view-chair-notes', 'chair-notes', meetingId, meetingId);
		return done(await shown(tx, actor, meeting, stored ?? NOTHING));
	});
}

export type NotesMeanwhile = Refusal & { readonly theirs?: ChairNotes };

/**
 * Stores what was typed as the next edition; answered after COMMIT. Another window of the same chair may have written
 * meanwhile: then nothing is stored, and the answer has what stands there.
 */
export async function saveChairNotes(
	{ database, admission, now = () => new Date() }: ChairNotesParts,
	actor: Actor,
	meetingId: string,
	typed: unknown
): Promise<{ readonly ok: true; readonly value: ChairNotes } | NotesMeanwhile> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	if (!isChair(meeting, actor.personId)) return NO_MEETING;
	if (!maySave(meeting, actor)) return refuse('not-now', 'The meeting is over: nothing is added to its notes.');
	const input = parseInput(SAVE_CHAIR_NOTES, typed);
	if (!input.ok) return input;
	const { areaId, personId } = actor;
	return database.withArea(areaId, async (tx): Promise<Result<ChairNotes> | NotesMeanwhile> => {
		const at = now();
		const before = await readOwnNote(tx, { meetingId, personId }, true);
		const { text, edition } = input.value;
		// The answer to an earlier try was lost: it is there already.
		if (before && before.edition === edition + 1 && before.text === text)
			return done(await shown(tx, actor, meeting, before));
		const isNext = (before?.edition ?? 0) === edition;
		if (!isNext || !(await writeOwnNote(tx, { areaId, meetingId, personId }, { text, edition }, at))) {
			const stands = (await readOwnNote(tx, { meetingId, personId })) ?? NOTHING;
			const refusal = refuse('changed-meanwhile', 'You wrote in these notes in another window meanwhile.');
			return { ...refusal, theirs: await shown(tx, actor, meeting, stands) };
		}
		if (!before || at.getTime() - Date.parse(before.changedAt) > STRETCH_MS)
			await writeAudit(tx, actor, 'save-chair-notes', 'chair-notes', meetingId, meetingId);
		return done(await shown(tx, actor, meeting, { text, edition: edition + 1, changedAt: at.toISOString() }));
	});
}
