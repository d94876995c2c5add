/** What is marked in a locked record: proposed by its facts, confirmed, refused and added by the MAPPA unit and the chair. */
import type { Actor, AgencyType } from '#lib/identity.ts';
import { isChair, type Meeting } from '#lib/meeting/meeting.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { leavesOf } from '#lib/seal/blocks.ts';
import type { MarksOfRecord } from '#lib/seal/make-version.ts';
import { type MarkedPlace, type MarkOn, marksOn } from '#lib/seal/marks.ts';
import type { ForAgency } from '#lib/seal/profiles.ts';
import { proposeMarks } from '#lib/seal/propose-marks.ts';
import type { SealedRecord } from '#lib/seal/seal.ts';
import { sentencesOf } from '#lib/seal/sentences.ts';
import { type MarkRecord, sentenceNamed } from '#lib/seal/version-commands.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord, type StoredRecord } from '../persistence/final-records.ts';
import { readAgencies } from '../persistence/people.ts';
import { insertMarks, readMarks } from '../persistence/record-marks.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readWhole } from './whole-record.ts';

export type SealedWithMarks = {
	readonly sealed: SealedRecord;
	readonly stored: StoredRecord;
	readonly marks: MarksOfRecord;
	readonly agencies: readonly ForAgency[];
};

/** What is said where a record has no seal of blocks. */
export const NO_SEALED_BLOCKS: Refusal = refuse(
	'not-now',
	'These minutes were locked before records were sealed in blocks. No versions of them can be made, only copies of the whole.'
);

const readKnownAgencies = async (tx: Tx): Promise<readonly ForAgency[]> =>
	(await readAgencies(tx)).map(({ id, name, type }) => ({ id, name, type: type as AgencyType }));

/** What is proposed and what people have marked in a record. */
export const readMarksOf = async (tx: Tx, meetingId: string, record: FinalRecord): Promise<MarksOfRecord> => ({
	proposals: proposeMarks(record, await readKnownAgencies(tx)),
	marks: await readMarks(tx, meetingId)
});

/** A locked record with what is proposed and marked in it; null when it is not there, or from before there were seals. */
export async function readSealedWithMarks(tx: Tx, meetingId: string): Promise<SealedWithMarks | null> {
	const stored = await readRecord(tx, meetingId);
	if (!stored?.sealed) return null;
	const agencies = await readKnownAgencies(tx);
	return { sealed: stored.sealed, stored, marks: await readMarksOf(tx, meetingId, stored.record), agencies };
}

export type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
type Circumstances = { readonly cache: MeetingCache; readonly now: Date };

/** The meeting for whoever may mark its record: the MAPPA unit and its chair. */
export async function readToMark(
	tx: Tx,
	actor: Actor,
	meetingId: string,
	cache: MeetingCache
): Promise<Result<Meeting>> {
	const found = await readWhole(tx, cache, actor, meetingId);
	if (!found.ok) return found;
	const { meeting, isUnit } = found.value;
	return isUnit || isChair(meeting, actor.personId) ? done(meeting) : NO_MEETING;
}

const keyOf = ({ path, from, kind, agencyId }: MarkedPlace): string => JSON.stringify([path, from, kind, agencyId]);

/**
 * Marks sentences, or says that they are none of that kind. Each is a row of its own that nobody changes, so that two people at
 * once lose nothing; what stands so already is not said twice.
 */
export async function markRecord(
	tx: Tx,
	actor: Actor,
	{ meetingId, sentences, kind, agencyId, leavesOut }: MarkRecord,
	{ cache, now }: Circumstances
): Promise<Worked> {
	const found = await readToMark(tx, actor, meetingId, cache);
	if (!found.ok) return found;
	const read = await readSealedWithMarks(tx, meetingId);
	if (!read) return NO_SEALED_BLOCKS;
	if (agencyId !== null && !read.agencies.some(({ id }) => id === agencyId))
		return wrong('agencyId', 'Choose an agency');
	const texts = new Map(leavesOf(read.stored.record).map(({ path, value }) => [path, value]));
	const standing = new Map<string, MarkOn>();
	for (const one of marksOn(read.marks.proposals, read.marks.marks)) standing.set(keyOf(one), one);
	const places: MarkedPlace[] = [];
	for (const name of new Set(sentences)) {
		const at = sentenceNamed(name);
		const text = at && texts.get(at.path);
		if (!at || typeof text !== 'string' || at.part >= sentencesOf(text).length)
			return wrong('sentences', 'Choose sentences of the record');
		const place = { path: at.path, from: at.part, to: at.part, kind, agencyId };
		const before = standing.get(keyOf(place));
		const isSaid = before ? before.said !== null && before.leavesOut === leavesOut : !leavesOut;
		if (!isSaid) places.push(place);
	}
	await insertMarks(tx, { ...actor, at: now }, meetingId, leavesOut, places);
	return done({ id: meetingId, warnings: [] });
}
const wrong = (field: string, message: string): Refusal => refuse('invalid', message, [{ field, message }]);
