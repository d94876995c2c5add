/** Who has looked at which version of a locked record before it goes out, and what the chair has approved (V30). */
import type { Actor } from '#lib/identity.ts';
import { isChair } from '#lib/meeting/meeting.ts';
import { done, type Refusal, type Result, refuse } from '#lib/result.ts';
import { leftOutDigest, type RecordVersion } from '#lib/seal/make-version.ts';
import type { ForAgency, Profile } from '#lib/seal/profiles.ts';
import type { ApproveVersion } from '#lib/seal/version-commands.ts';
import { versionTitle } from '#lib/seal/version-words.ts';
import { ofTheRecord } from '../of-the-record.ts';
import type { Tx } from '../persistence/database.ts';
import { insertLook, readLooks } from '../persistence/record-marks.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import {
	NO_SEALED_BLOCKS,
	readSealedWithMarks,
	readToMark,
	type SealedWithMarks,
	type Worked
} from './record-marks.ts';

/** A version as somebody chose it. `agencyId` of an agency's version, else null. */
export type ChosenVersion = { readonly profile: Profile; readonly agencyId: string | null };
type Sought = { readonly profile: Profile; readonly forAgency: ForAgency | null };

const soughtIn = ({ agencies }: SealedWithMarks, { profile, agencyId }: ChosenVersion): Sought | null => {
	if (profile !== 'AGENCY') return { profile, forAgency: null };
	const forAgency = agencies.find(({ id }) => id === agencyId);
	return forAgency ? { profile, forAgency } : null;
};
const digestOf = ({ stored, marks }: SealedWithMarks, { profile, forAgency }: Sought): string =>
	leftOutDigest(
		stored.sha256,
		profile,
		ofTheRecord(stored.record.language).leaveOut(stored.record, marks, profile, forAgency)
	);

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
	const { makeVersion } = ofTheRecord(read.sealed.record.language);
	const version = makeVersion(read.sealed, read.marks, sought.profile, sought.forAgency);
	return done({ version, digest, approved: approval ? { by: approval.name, at: approval.at } : null });
}

type Circumstances = { readonly cache: MeetingCache; readonly now: Date };

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
