/** Addenda to one locked record, and what is asked for: for those who may read the record, or a copy of it. */
import type { AddendumRecord, LeavesOut } from '#lib/addenda/addendum.ts';
import type { CorrectionSeen } from '#lib/corrections/correction.ts';
import { type CorrectionPlace, recordPlaces } from '#lib/corrections/correction-places.ts';
import type { Actor, AgencyType } from '#lib/identity.ts';
import { isChair, isRecorder } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { MARK_KINDS, readsMarked } from '#lib/seal/marks.ts';
import { londonDate } from '#lib/time.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readAddenda, readCorrections } from '../persistence/corrections.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readLateWords } from '../persistence/late-words.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { readAgencies } from '../persistence/people.ts';
import { isIdentifier, loadMeeting, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readNames, seenBy } from './read-corrections.ts';
import { correctionsUntil, openCopyOf, recordPlace } from './run-record-command.ts';

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
	/** reads the whole record, and takes the addenda away as files */
	readonly whole: boolean;
	readonly places: readonly CorrectionPlace[];
	/** the last day on which agencies may ask, YYYY-MM-DD; null = the minutes have not gone out */
	readonly until: string | null;
	readonly may: { readonly ask: boolean; readonly decide: boolean };
	/** the words behind `?late=`, when they are this person's to make an addendum of */
	readonly lateWords: { readonly id: string; readonly text: string } | null;
};

/** What the newest open copy of this person leaves out of addenda; null when they have none. */
async function leftOutOfCopy(tx: Tx, actor: Actor, meetingId: string, now: Date): Promise<LeavesOut | null> {
	const copy = await openCopyOf(tx, actor, meetingId, now);
	if (!copy) return null;
	if (copy.profile === 'FULL') return [];
	if (copy.profile === 'EXECUTIVE_SUMMARY') return 'all';
	const agency = (await readAgencies(tx)).find(({ id }) => id === copy.agency.id);
	if (!agency) return 'all';
	const reader = { id: agency.id, type: agency.type as AgencyType };
	return MARK_KINDS.filter((kind) => !readsMarked({ kind, agencyId: null }, reader));
}

export async function readAddendaPage(
	{ database, cache }: { readonly database: Pick<Database, 'withArea'>; readonly cache: MeetingCache },
	actor: Actor,
	meetingId: string,
	now: Date,
	lateWordsId: string | null = null
): Promise<Result<AddendaPage>> {
	if (!isIdentifier(meetingId)) return NO_MEETING;
	return database.withArea(actor.areaId, async (tx) => {
		const head = await readHead(tx, meetingId);
		if (head?.phase !== 'LOCKED') return NO_MEETING;
		const meeting = await loadMeeting(tx, cache, head);
		const place = await recordPlace(tx, actor, meeting, now);
		const stored = await readRecord(tx, meetingId);
		const rows = (await readCorrections(tx, meetingId)).filter(({ afterLock }) => afterLock);
		if (!stored || !place?.asks) return NO_MEETING;
		const places = recordPlaces(stored.record);
		const names = await readNames(tx, rows);
		const requests: CorrectionSeen[] = [];
		for (const row of rows) {
			const seen = await seenBy(tx, row, names, { actor, meeting, places, seesAll: place.whole });
			if (seen) requests.push(seen);
		}
		const until = await correctionsUntil(tx, actor.areaId, meeting);
		const isInTime = place.whole || until === null || londonDate(now.toISOString()) <= until;
		const keeps = isRecorder(meeting, actor.personId);
		const late = lateWordsId === null ? [] : await readLateWords(tx, meetingId, keeps ? null : actor.personId);
		const found = late.find(({ id }) => id === lateWordsId);
		const leavesOut = place.whole ? [] : await leftOutOfCopy(tx, actor, meetingId, now);
		await writeAudit(tx, actor, 'view-addenda', 'final-minutes', meetingId, meetingId);
		return done({
			...{ reference: stored.record.reference, sha256: stored.sha256, places, until, requests, whole: place.whole },
			addenda:
				leavesOut === null
					? []
					: (await readAddendaOf(tx, meetingId)).map(({ addendum, sha256 }) => ({
							...{ sha256, addendum: ofTheRecord(addendum.language).addendumIn(addendum, leavesOut).addendum }
						})),
			may: { ask: isInTime, decide: isChair(meeting, actor.personId) },
			lateWords: found ? { id: found.id, text: found.text } : null
		});
	});
}
