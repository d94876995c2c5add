/** Proposed corrections as one person may see them: everybody's for those who decide, one's own for the others. */

import { itemTitle } from '#lib/agenda/agenda-words.ts';
import { type AccuracyCheck, isCheckOpen } from '#lib/corrections/accuracy-check.ts';
import { askedToCheck } from '#lib/corrections/asked-to-check.ts';
import type { CorrectionSeen } from '#lib/corrections/correction.ts';
import {
	type CorrectionPlace,
	draftPlaces,
	noteOfPlace,
	notePlace,
	placeInWords
} from '#lib/corrections/correction-places.ts';
import type { Actor } from '#lib/identity.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isChair, isRecorder, type Meeting } from '#lib/meeting/meeting.ts';
import { isInAudience } from '#lib/restricted/audiences.ts';
import { restrictedDocument } from '#lib/restricted/restricted-note.ts';
import { RESTRICTED_FIELD_WORDS } from '#lib/restricted/restricted-words.ts';
import { done, type Result } from '#lib/result.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type CorrectionRow, readCorrections } from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentOf } from '../persistence/final-records.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { readNotes, readReaders } from '../persistence/restricted-notes.ts';
import { readTexts } from './freeze-meeting.ts';
import type { ReadDependencies } from './read-room.ts';
import { canPutIn, mayReadPlace } from './write-correction.ts';

export type CorrectionsPage = {
	readonly meeting: Meeting;
	readonly check: AccuracyCheck;
	readonly isOpen: boolean;
	/** everything a correction may be about, that this person may read */
	readonly places: readonly CorrectionPlace[];
	readonly corrections: readonly CorrectionSeen[];
	readonly keepsRecord: boolean;
	readonly isAsked: boolean;
	readonly hasAgreed: boolean;
	/** of those asked */
	readonly answered: { readonly asked: number; readonly waiting: readonly string[] };
};

/** Who proposed and who decided, by id. */
export async function readNames(tx: Tx, rows: readonly CorrectionRow[]) {
	const ids = rows.flatMap(({ proposedBy, decision }) => [proposedBy, ...(decision ? [decision.decidedBy] : [])]);
	return readPersonRefs(tx, [...new Set(ids)]);
}

type Seeing = {
	readonly actor: Actor;
	readonly meeting: Meeting;
	readonly places: readonly CorrectionPlace[];
	/** sees everybody's */
	readonly seesAll: boolean;
};

/** One row as this person may see it; null when it is not theirs to see. */
export async function seenBy(
	tx: Tx,
	row: CorrectionRow,
	names: Awaited<ReturnType<typeof readNames>>,
	{ actor, meeting, places, seesAll }: Seeing
): Promise<CorrectionSeen | null> {
	const isOwn = row.proposedBy === actor.personId;
	const isNote = noteOfPlace(row.place) !== null;
	const mayRead = await mayReadPlace(tx, meeting.id, actor.personId, row.place);
	// Somebody a restricted note is for sees what is proposed to it: they may be the only ones who can decide.
	if (!isOwn && !seesAll && !(isNote && mayRead && !row.afterLock)) return null;
	const keeps = isRecorder(meeting, actor.personId);
	const isOpen = row.decision === null;
	const beforeLock = !row.afterLock && meeting.phase !== 'LOCKED';
	const person = names.get(row.proposedBy);
	const words = isOwn || mayRead;
	return {
		number: row.number,
		kind: row.kind,
		by: { personId: row.proposedBy, name: person?.name ?? '', agencyName: person?.agencyName ?? '' },
		at: row.proposedAt.toISOString(),
		afterLock: row.afterLock,
		place: words ? row.place : '',
		placeWords: words ? placeInWords(row.place, places) : 'A note that is not for you',
		says: words ? row.says : '',
		shouldSay: words ? row.shouldSay : '',
		why: words ? row.why : '',
		mayRead: words,
		settled: row.decision && {
			as: row.decision.settledAs,
			reason: words ? row.decision.reason : '',
			by: names.get(row.decision.decidedBy)?.name ?? '',
			at: row.decision.decidedAt.toISOString(),
			replaced: row.decision.replaced
		},
		may: beforeLock
			? {
					decide: isOpen && mayRead && (keeps || (isNote && !isOwn)),
					refuse: isOpen && keeps,
					withdraw: isOpen && isOwn
				}
			: {
					decide: isOpen && row.afterLock && isChair(meeting, actor.personId),
					refuse: isOpen && row.afterLock && isChair(meeting, actor.personId),
					withdraw: false
				},
		canReplace: beforeLock && isOpen && mayRead && (keeps || isNote) && (await canPutIn(tx, meeting, row))
	};
}

/** Texts of the restricted notes this person may read, as places. */
async function placesInNotes(tx: Tx, actor: Actor, meeting: Meeting): Promise<readonly CorrectionPlace[]> {
	const reader = (await readReaders(tx, [actor.personId])).get(actor.personId);
	if (!reader) return [];
	const places: CorrectionPlace[] = [];
	for (const { id, item, madeBy, audience } of await readNotes(tx, [meeting.id])) {
		if (!isInAudience(audience, reader, madeBy)) continue;
		const documentId = await documentOf(tx, meeting.id, restrictedDocument(id));
		const { fields } = documentId ? await readDocument(tx, documentId) : { fields: {} as Record<string, string> };
		for (const [field, word] of RESTRICTED_FIELD_WORDS)
			places.push({
				...{ value: notePlace(id, field), says: fields[field] ?? '' },
				...{ text: `${word} under ${itemTitle[item]}`, group: 'Restricted notes for you' }
			});
	}
	return places;
}

/** For whoever is in the room, while the minutes are written and until they are locked. */
export async function readCorrectionsPage(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	now: Date
): Promise<Result<CorrectionsPage>> {
	const admitted = await admission.room(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	return database.withArea(actor.areaId, async (tx) => {
		const texts = await readTexts(tx, meetingId);
		const places = [
			...draftPlaces(meeting, { plan: texts.plan.fields, minutes: texts.minutes.fields }),
			...(await placesInNotes(tx, actor, meeting))
		];
		const rows = await readCorrections(tx, meetingId);
		const names = await readNames(tx, rows);
		const keepsRecord = isRecorder(meeting, actor.personId);
		const corrections: CorrectionSeen[] = [];
		for (const row of rows) {
			const seen = await seenBy(tx, row, names, { actor, meeting, places, seesAll: keepsRecord });
			if (seen) corrections.push(seen);
		}
		const asked = askedToCheck(meeting);
		const { agreed, proposals } = meeting.accuracy;
		const waiting = asked.filter((id) => !agreed.includes(id) && !proposals.some(({ by }) => by === id));
		await writeAudit(tx, actor, 'view-corrections', 'meeting', meetingId, meetingId);
		return done({
			...{ meeting, check: meeting.accuracy, places, corrections, keepsRecord },
			isOpen: isCheckOpen(meeting.accuracy, now.toISOString()) && mayRun(meeting, actor, 'propose-correction') === null,
			isAsked: asked.includes(actor.personId),
			hasAgreed: agreed.includes(actor.personId),
			answered: {
				asked: asked.length,
				waiting: keepsRecord
					? waiting
							.map((id) => meeting.attendance.seats[id]?.person)
							.flatMap((one) => (one ? [`${one.name}, ${one.agencyName}`] : []))
					: []
			}
		});
	});
}
