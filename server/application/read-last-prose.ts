/**
 * What the last meeting of the case wrote under an item, for somebody in the room. Core members and the two who keep the record
 * read it; somebody invited to this meeting alone only if they were in that one (domain.md 7).
 */
import { isItemCode } from '#lib/agenda/agenda.ts';
import { seatOf } from '#lib/attendance/seats.ts';
import type { Actor } from '#lib/identity.ts';
import { isRecorder } from '#lib/meeting/meeting.ts';
import { type LastProse, lastProse } from '#lib/minutes/last-prose.ts';
import { done, type Result } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readRecord } from '../persistence/final-records.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';

/** Null when there was no last meeting here, it did not have the item, or it is not this person's to read. */
export async function readLastProse(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	code: string
): Promise<Result<LastProse | null>> {
	if (!isItemCode(code)) return NO_MEETING;
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	const from = meeting.rmp.carriedFrom;
	if (!from || from.imported) return done(null);
	const isCore = seatOf(meeting.attendance, actor.personId)?.capacity === 'CORE';
	const mayRead = isCore || isRecorder(meeting, actor.personId) || (await admission.room(actor, from.meetingId)).ok;
	if (!mayRead) return done(null);
	return database.withArea(actor.areaId, async (tx) => {
		const stored = await readRecord(tx, from.meetingId);
		const found = stored && lastProse(stored.record, code);
		if (found) await writeAudit(tx, actor, 'view-final-minutes', 'final-minutes', from.meetingId, from.meetingId);
		return done(found);
	});
}
