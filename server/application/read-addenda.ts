/** Addenda to one locked record, and what is asked for: for those who may read the record. */
import type { AddendumRecord } from '#lib/addenda/addendum.ts';
import { mayRunOnRecord } from '#lib/addenda/record-commands.ts';
import type { CorrectionSeen } from '#lib/corrections/correction.ts';
import { type CorrectionPlace, recordPlaces } from '#lib/corrections/correction-places.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isChair, isRecorder } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { writeAudit } from '../persistence/audit.ts';
import { type AddendumRow, readAddenda, readAddendum, readCorrections } from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readLateWords } from '../persistence/late-words.ts';
import { NO_MEETING } from './admission.ts';
import { readNames, seenBy } from './read-corrections.ts';
import type { ReadDependencies } from './read-room.ts';
import { correctionsUntil } from './run-record-command.ts';

export type AddendumSeen = { readonly addendum: AddendumRecord; readonly sha256: string };
/** What was added beside a record, oldest first. The caller has asked who may read the record. */
export const readAddendaOf = async (tx: Tx, meetingId: string): Promise<readonly AddendumSeen[]> =>
	(await readAddenda(tx, meetingId)).map(({ record, sha256 }) => ({
		addendum: JSON.parse(record) as AddendumRecord,
		sha256
	}));

export type AddendaPage = {
	readonly reference: string;
	/** of the record */
	readonly sha256: string;
	readonly addenda: readonly AddendumSeen[];
	/** everybody's for the chair, the minute taker and the unit; one's own for the others */
	readonly requests: readonly CorrectionSeen[];
	readonly places: readonly CorrectionPlace[];
	/** the last day on which agencies may ask, YYYY-MM-DD; null = the minutes have not gone out */
	readonly until: string | null;
	readonly may: { readonly ask: boolean; readonly decide: boolean };
	/** the words behind `?late=`, when they are this person's to make an addendum of */
	readonly lateWords: { readonly id: string; readonly text: string } | null;
};

export async function readAddendaPage(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	now: Date,
	lateWordsId: string | null = null
): Promise<Result<AddendaPage>> {
	const admitted = await admission.register(actor, meetingId);
	if (!admitted.ok) return admitted;
	const meeting = admitted.value;
	return database.withArea(actor.areaId, async (tx) => {
		const stored = await readRecord(tx, meetingId);
		if (!stored) return NO_MEETING;
		const places = recordPlaces(stored.record);
		const rows = (await readCorrections(tx, meetingId)).filter(({ afterLock }) => afterLock);
		const names = await readNames(tx, rows);
		const keeps = isRecorder(meeting, actor.personId);
		const seesAll = keeps || isMappaUnit(actor);
		const requests: CorrectionSeen[] = [];
		for (const row of rows) {
			const seen = await seenBy(tx, row, names, { actor, meeting, places, seesAll });
			if (seen) requests.push(seen);
		}
		const until = await correctionsUntil(tx, actor.areaId, meeting);
		const place = { reads: true, isManager: false };
		const isInTime = seesAll || until === null || londonDate(now.toISOString()) <= until;
		const late = lateWordsId === null ? [] : await readLateWords(tx, meetingId, keeps ? null : actor.personId);
		const found = late.find(({ id }) => id === lateWordsId);
		await writeAudit(tx, actor, 'view-addenda', 'final-minutes', meetingId, meetingId);
		return done({
			...{ reference: stored.record.reference, sha256: stored.sha256, places, until, requests },
			addenda: await readAddendaOf(tx, meetingId),
			may: {
				ask: isInTime && mayRunOnRecord(meeting, actor, place, 'ask-addendum') === null,
				decide: isChair(meeting, actor.personId)
			},
			lateWords: found ? { id: found.id, text: found.text } : null
		});
	});
}

/** One addendum as a file; each reading is audited. */
export async function readAddendumFile(
	{ database, admission }: ReadDependencies,
	actor: Actor,
	meetingId: string,
	number: number,
	act: 'export-addendum-pdf' | 'export-addendum-json'
): Promise<Result<AddendumRow>> {
	const admitted = await admission.register(actor, meetingId);
	if (!admitted.ok) return admitted;
	if (!Number.isSafeInteger(number) || number < 1 || number > 1_000_000) return NO_MEETING;
	return database.withArea(actor.areaId, async (tx) => {
		const found = await readAddendum(tx, meetingId, number);
		if (!found) return NO_MEETING;
		await writeAudit(tx, actor, act, 'addendum', meetingId, meetingId);
		return done(found);
	});
}
