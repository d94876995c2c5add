/**
 * Versions of a locked record: what is marked in it, who has looked at which version, and the version itself for whoever hands it
 * out. The caller has asked whether this person reads the whole record (whole-record.ts).
 */
import type { Actor, AgencyType } from '#lib/identity.ts';
import { isChair, type Meeting } from '#lib/meeting/meeting.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import {
	type LeftOutRow,
	leaveOut,
	leftOutDigest,
	type MarksOfRecord,
	makeVersion,
	type RecordVersion
} from '#lib/seal/make-version.ts';
import { type MarkedPlace, type MarkOn, marksOn } from '#lib/seal/marks.ts';
import type { ForAgency, Profile } from '#lib/seal/profiles.ts';
import { proposeMarks } from '#lib/seal/propose-marks.ts';
import type { SealedRecord } from '#lib/seal/seal.ts';
import { sentencesOf } from '#lib/seal/sentences.ts';
import { type ApproveVersion, type MarkRecord, sentenceNamed } from '#lib/seal/version-commands.ts';
import { versionTitle } from '#lib/seal/version-words.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord, type StoredRecord } from '../persistence/final-records.ts';
import { readAgencies } from '../persistence/people.ts';
import { insertLook, insertMarks, readLooks, readMarks } from '../persistence/record-marks.ts';
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

/** A locked record with what is proposed and marked in it; null when it is not there, or from before there were seals. */
export async function readSealedWithMarks(tx: Tx, meetingId: string): Promise<SealedWithMarks | null> {
	const stored = await readRecord(tx, meetingId);
	if (!stored?.sealed) return null;
	const agencies = (await readAgencies(tx)).map(({ id, name, type }) => ({ id, name, type: type as AgencyType }));
	const marks = { proposals: proposeMarks(stored.record, agencies), marks: await readMarks(tx, meetingId) };
	return { sealed: stored.sealed, stored, marks, agencies };
}

/** A version as somebody chose it. `agencyId` of an agency's version, else null. */
export type ChosenVersion = { readonly profile: Profile; readonly agencyId: string | null };
type Sought = { readonly profile: Profile; readonly forAgency: ForAgency | null };

const soughtIn = ({ agencies }: SealedWithMarks, { profile, agencyId }: ChosenVersion): Sought | null => {
	if (profile !== 'AGENCY') return { profile, forAgency: null };
	const forAgency = agencies.find(({ id }) => id === agencyId);
	return forAgency ? { profile, forAgency } : null;
};
const rowsOf = ({ stored, marks }: SealedWithMarks, { profile, forAgency }: Sought): readonly LeftOutRow[] =>
	leaveOut(stored.record, marks, profile, forAgency);
const digestOf = (read: SealedWithMarks, sought: Sought): string =>
	leftOutDigest(read.stored.sha256, sought.profile, rowsOf(read, sought));

/**
 * The version of a meeting's record as it is to be handed out now; null when there is no sealed record, or no such agency.
 * Nothing is noted and nobody is asked: the caller has done both.
 */
export async function readVersion(tx: Tx, meetingId: string, chosen: ChosenVersion): Promise<RecordVersion | null> {
	const read = await readSealedWithMarks(tx, meetingId);
	const sought = read && soughtIn(read, chosen);
	return sought ? makeVersion(read.sealed, read.marks, sought.profile, sought.forAgency) : null;
}

export type PreviewOwed = ChosenVersion & {
	/** "Version for Northmere Council Housing" */
	readonly title: string;
	/** `LOOK`: this person has not looked at it as it is now; `APPROVAL`: the chair has not approved it */
	readonly owed: 'LOOK' | 'APPROVAL';
};

/**
 * Which of some versions this person has not looked at as they are now, and which the chair has not approved (V30). The whole
 * record leaves nothing out, so nothing of it has to be looked at. Versions of agencies that leave out the same count as one.
 */
export async function previewsOwed(
	tx: Tx,
	actor: Pick<Actor, 'personId'>,
	meetingId: string,
	versions: readonly ChosenVersion[]
): Promise<readonly PreviewOwed[]> {
	const asked = versions.filter(({ profile }) => profile !== 'FULL');
	const read = asked.length === 0 ? null : await readSealedWithMarks(tx, meetingId);
	if (!read) return [];
	const sought = asked.flatMap((chosen) => {
		const one = soughtIn(read, chosen);
		return one ? [{ chosen, one, digest: digestOf(read, one) }] : [];
	});
	const looks = await readLooks(tx, meetingId, [...new Set(sought.map(({ digest }) => digest))]);
	const owed = new Map<string, PreviewOwed>();
	for (const { chosen, one, digest } of sought) {
		const mine = looks.filter((look) => look.digest === digest);
		const title = versionTitle(one.profile, one.forAgency?.name ?? '');
		const isSeen = mine.some(({ act, personId }) => act === 'LOOKED' && personId === actor.personId);
		if (!isSeen) owed.set(`LOOK ${digest}`, owed.get(`LOOK ${digest}`) ?? { ...chosen, title, owed: 'LOOK' });
		else if (NEEDS_APPROVAL.includes(one.profile) && !mine.some(({ act }) => act === 'APPROVED'))
			owed.set(`APPROVAL ${digest}`, { ...chosen, title, owed: 'APPROVAL' });
	}
	return [...owed.values()];
}
/** The chair answers for what goes to people outside the meeting (domain.md 4.8). */
export const NEEDS_APPROVAL: readonly Profile[] = ['EXECUTIVE_SUMMARY', 'SUBJECT_ACCESS'];

/** The refusal of a step that waits for previews; null = nothing is owed. @param field of the form it is shown at */
export const refuseUnseen = (owed: readonly PreviewOwed[], field: string): Refusal | null => {
	if (owed.length === 0) return null;
	const problems = owed.map(({ title, owed: what }) => ({
		field,
		message: what === 'LOOK' ? `${title}: look at the preview first` : `${title}: the chair has not approved it yet`
	}));
	return refuse('not-ready', 'Each version has to be looked at before it is sent.', problems);
};

export type VersionPreview = {
	readonly version: RecordVersion;
	readonly digest: string;
	readonly approved: { readonly by: string; readonly at: string } | null;
};

/** A version for somebody who reads the whole record; that they looked at it is noted. The caller writes the audit row. */
export async function lookAtVersion(
	tx: Tx,
	actor: Actor,
	meetingId: string,
	chosen: ChosenVersion,
	now: Date
): Promise<Result<VersionPreview>> {
	const read = await readSealedWithMarks(tx, meetingId);
	if (!read) return NO_SEALED_BLOCKS;
	const sought = soughtIn(read, chosen);
	if (!sought) return NO_MEETING;
	const digest = digestOf(read, sought);
	const { profile } = chosen;
	await insertLook(tx, { ...actor, at: now }, { meetingId, digest, profile, act: 'LOOKED' });
	const approval = (await readLooks(tx, meetingId, [digest])).find(({ act }) => act === 'APPROVED');
	const version = makeVersion(read.sealed, read.marks, sought.profile, sought.forAgency);
	return done({ version, digest, approved: approval ? { by: approval.name, at: approval.at } : null });
}

type Worked = Result<{ readonly id: string; readonly warnings: readonly string[] }>;
type Circumstances = { readonly cache: MeetingCache; readonly now: Date };

/** The meeting for whoever may mark its record: the MAPPA unit and its chair. */
async function readToMark(tx: Tx, actor: Actor, meetingId: string, cache: MeetingCache): Promise<Result<Meeting>> {
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
	const texts = new Map(rowsOf(read, { profile: 'FULL', forAgency: null }).map(({ leaf }) => [leaf.path, leaf.value]));
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

/** The chair approves a version as they see it now. */
export async function approveVersion(
	tx: Tx,
	actor: Actor,
	{ meetingId, profile, digest }: ApproveVersion,
	{ cache, now }: Circumstances
): Promise<Worked> {
	const found = await readToMark(tx, actor, meetingId, cache);
	if (!found.ok) return found;
	if (!isChair(found.value, actor.personId)) return refuse('forbidden', 'The chair of the meeting approves this');
	const read = await readSealedWithMarks(tx, meetingId);
	if (!read) return NO_SEALED_BLOCKS;
	if (digestOf(read, { profile, forAgency: null }) !== digest)
		return refuse('changed-meanwhile', 'Somebody marked something since. Look at it again and then approve it.');
	await insertLook(tx, { ...actor, at: now }, { meetingId, digest, profile, act: 'APPROVED' });
	return done({ id: meetingId, warnings: [] });
}
