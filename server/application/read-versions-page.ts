/** What the pages of versions show: the record with its marks, and each version with what it leaves out and who looked at it. */
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isChair } from '#lib/meeting/meeting.ts';
import { done, type Result } from '#lib/result.ts';
import { countLeftOut, type LeftOut, leftOutDigest } from '#lib/seal/make-version.ts';
import { type MarkableSection, markableSections } from '#lib/seal/markable-texts.ts';
import { MARK_KINDS, type MarkKind, marksOn } from '#lib/seal/marks.ts';
import type { Profile } from '#lib/seal/profiles.ts';
import { versionTitle } from '#lib/seal/version-words.ts';
import { LANGUAGE, type Language } from '#lib/welsh/language.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readLooks } from '../persistence/record-marks.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { NO_SEALED_BLOCKS, readSealedWithMarks } from './record-marks.ts';
import { type ChosenVersion, lookAtVersion, NEEDS_APPROVAL, type VersionPreview } from './record-versions.ts';
import { readWhole } from './whole-record.ts';

export type VersionLine = ChosenVersion & {
	readonly title: string;
	readonly leftOut: readonly LeftOut[];
	readonly isSeen: boolean;
	/** null = it needs nobody's approval */
	readonly isApproved: boolean | null;
};
export type VersionsView = {
	readonly reference: string;
	/** of the record, where it is another than this build's */
	readonly lang?: Language | undefined;
	/** whoever else reads the whole record sees what is marked and changes nothing */
	readonly mayMark: boolean;
	/** null = locked before records were sealed in blocks, with what is said then */
	readonly versions: readonly VersionLine[] | null;
	readonly why: string;
	readonly sections: readonly MarkableSection[];
	/** how many sentences: marked by somebody, and proposed with nobody's word yet */
	readonly counts: readonly { readonly kind: MarkKind; readonly marked: number; readonly proposed: number }[];
	readonly agencies: readonly { readonly id: string; readonly name: string }[];
};
type Reading = { readonly database: Pick<Database, 'withArea'>; readonly cache: MeetingCache };

/** For whoever reads the whole record. */
export const readVersionsPage = (
	{ database, cache }: Reading,
	actor: Actor,
	meetingId: string
): Promise<Result<VersionsView>> =>
	database.withArea(actor.areaId, async (tx) => {
		const found = await readWhole(tx, cache, actor, meetingId);
		if (!found.ok) return found;
		const { meeting } = found.value;
		const read = await readSealedWithMarks(tx, meetingId);
		const mayMark = isMappaUnit(actor) || isChair(meeting, actor.personId);
		await writeAudit(tx, actor, 'view-record-marks', 'final-minutes', meetingId, meetingId);
		if (!read)
			return done({
				...{ reference: meeting.case?.ref ?? '', mayMark: false, versions: null, why: NO_SEALED_BLOCKS.message },
				...{ sections: [], counts: [], agencies: [] }
			});
		const { record, sha256 } = read.stored;
		const on = marksOn(read.marks.proposals, read.marks.marks);
		const invited = new Set(Object.values(meeting.attendance.seats).map(({ person }) => person.agencyId));
		const agencies = read.agencies.filter(({ id }) => invited.has(id));
		const all = [
			{ profile: 'EXECUTIVE_SUMMARY' as const, forAgency: null },
			{ profile: 'SUBJECT_ACCESS' as const, forAgency: null },
			...agencies.map((forAgency) => ({ profile: 'AGENCY' as const, forAgency }))
		].map(({ profile, forAgency }) => {
			const rows = ofTheRecord(record.language).leaveOut(record, read.marks, profile, forAgency);
			return { profile, forAgency, leftOut: countLeftOut(rows), digest: leftOutDigest(sha256, profile, rows) };
		});
		const looks = await readLooks(tx, meetingId, [...new Set(all.map(({ digest }) => digest))]);
		const has = (digest: string, act: string, personId?: string): boolean =>
			looks.some((look) => look.digest === digest && look.act === act && (!personId || look.personId === personId));
		return done({
			lang: record.language === LANGUAGE ? undefined : record.language,
			...{ reference: record.reference, mayMark, why: '', sections: markableSections(record, on), agencies },
			versions: all.map(({ profile, forAgency, leftOut, digest }) => ({
				...{ profile, leftOut, agencyId: forAgency?.id ?? null, title: versionTitle(profile, forAgency?.name ?? '') },
				isSeen: has(digest, 'LOOKED', actor.personId),
				isApproved: NEEDS_APPROVAL.includes(profile) ? has(digest, 'APPROVED') : null
			})),
			counts: MARK_KINDS.map((kind) => {
				const of = on.filter((mark) => mark.kind === kind && mark.leavesOut);
				return { kind, marked: of.filter(({ said }) => said).length, proposed: of.filter(({ said }) => !said).length };
			})
		});
	});

export type PreviewView = VersionPreview & {
	readonly mayApprove: boolean;
	readonly needsApproval: boolean;
	readonly sha256: string;
};

/** One version as its reader will get it; that this person looked at it is noted with its audit row. */
export const readPreviewPage = (
	{ database, cache }: Reading,
	actor: Actor,
	meetingId: string,
	chosen: { readonly profile: Profile; readonly agencyId: string | null },
	now: Date
): Promise<Result<PreviewView>> =>
	database.withArea(actor.areaId, async (tx: Tx) => {
		const found = await readWhole(tx, cache, actor, meetingId);
		if (!found.ok) return found;
		const looked = await lookAtVersion(tx, actor, meetingId, chosen, now);
		if (!looked.ok) return looked;
		await writeAudit(tx, actor, 'preview-version', 'final-minutes', meetingId, meetingId);
		const needsApproval = NEEDS_APPROVAL.includes(chosen.profile);
		return done({
			...looked.value,
			...{ needsApproval, mayApprove: needsApproval && isChair(found.value.meeting, actor.personId) },
			sha256: looked.value.version.signedSeal.seal.sha256
		});
	});
