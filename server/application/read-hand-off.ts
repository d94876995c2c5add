/** A locked record as text for other systems: all of it for the unit and the chair, the case system's part for the case manager. */
import { type HandOffText, isForManager } from '#lib/hand-off/hand-off-parts.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isChair } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { done, type Result } from '#lib/result.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type HandOffRow, readHandOffs } from '../persistence/corrections.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readAddendaOf } from './read-addenda.ts';
import { recordPlace } from './run-record-command.ts';

export type HandOff = {
	readonly record: FinalRecord;
	readonly caseId: string;
	readonly texts: readonly HandOffText[];
	/** what was copied of those, newest first */
	readonly copied: readonly HandOffRow[];
	/** all of it, and where the minutes are filed */
	readonly whole: boolean;
	readonly mayFile: boolean;
};

/** Everybody else gets the page that is not there (R9). */
export const readHandOff = (
	database: Pick<Database, 'withArea'>,
	cache: MeetingCache,
	actor: Actor,
	meetingId: string,
	now: Date
): Promise<Result<HandOff>> =>
	database.withArea(actor.areaId, async (tx) => {
		const found = await readHandOffIn(tx, cache, actor, meetingId, now);
		if (found.ok) await writeAudit(tx, actor, 'view-hand-off', 'final-minutes', meetingId, meetingId);
		return found;
	});

/** The same within a transaction; the caller writes into the audit what it is read for. */
export async function readHandOffIn(
	tx: Tx,
	cache: MeetingCache,
	actor: Actor,
	meetingId: string,
	now: Date
): Promise<Result<HandOff>> {
	const head = isIdentifier(meetingId) ? await readHead(tx, meetingId) : null;
	if (!head) return NO_MEETING;
	const meeting = await loadMeeting(tx, cache, head);
	const place = await recordPlace(tx, actor, meeting, now);
	const stored = place && (await readRecord(tx, meetingId));
	if (!place || !stored) return NO_MEETING;
	const whole = place.whole && (isMappaUnit(actor) || isChair(meeting, actor.personId));
	if (!whole && !place.isManager) return NO_MEETING;
	const { handOffCharacters } = await readAreaConfig(tx, actor.areaId, meetingOn(meeting));
	const addenda = (await readAddendaOf(tx, meetingId)).map(({ addendum }) => addendum);
	const words = ofTheRecord(stored.record.language);
	const texts = words
		.handOffTexts(stored.record, stored.sha256, addenda, handOffCharacters)
		.filter(({ part }) => whole || isForManager(part));
	const copied = (await readHandOffs(tx, meetingId)).filter((one) => texts.some(({ part }) => part === one.part));
	const { caseId } = meeting.convened;
	return done({ record: stored.record, caseId, texts, copied, whole, mayFile: isMappaUnit(actor) });
}
