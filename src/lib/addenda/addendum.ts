/**
 * An addendum to a locked record: numbered, with its own author, its own decision and its own seal. The record does not change;
 * an addendum names it by its fingerprint, and the addendum before it by its own, so that none can be taken away unseen.
 */
import type { RecordPerson } from '../minutes/final-record.ts';
import type { AddendumSeal } from '../seal/addendum-seal.ts';
import { MARK_KINDS } from '../seal/marks.ts';
import type { SealedBy } from '../seal/seal.ts';

/** What a version may leave out of an addendum: nothing, or what it leaves out of the record where it is marked so. */
export const ADDENDUM_SENSITIVITIES = ['NONE', ...MARK_KINDS] as const;
export type AddendumSensitivity = (typeof ADDENDUM_SENSITIVITIES)[number];
export const sensitivityWord: Readonly<Record<AddendumSensitivity, string>> = {
	NONE: 'Nothing',
	THIRD_PARTY: 'Third party',
	VICTIM: 'Victim',
	INTELLIGENCE: 'Intelligence',
	HEALTH: 'Health',
	OTHER_AGENCY: 'Information of another agency'
};

export type AddendumRecord = {
	readonly schema: 'mapp-meeting-addendum/1';
	readonly marking: 'OFFICIAL-SENSITIVE';
	readonly handling: string;
	readonly language: 'en' | 'cy';
	readonly area: string;
	/** "Addendum 1 to the minutes of the Level 2 MAPP meeting on ..." */
	readonly title: string;
	/** of the record: "NMS-2026-014/2" */
	readonly reference: string;
	readonly meetingId: string;
	/** 1, 2, 3 ... of the record */
	readonly number: number;
	/** ISO 8601, UTC */
	readonly sealedAt: string;
	/** SHA-256 of the record's canonical JSON */
	readonly recordSha256: string;
	/** SHA-256 of the canonical JSON of the addendum before it, or empty */
	readonly previousSha256: string;
	/** "Correction", "A different view", "Words that came too late" */
	readonly kind: string;
	/** what a version made for somebody must leave out when it leaves out this kind of thing */
	readonly sensitivity: AddendumSensitivity;
	readonly author: RecordPerson;
	/** ISO 8601, UTC */
	readonly askedAt: string;
	/** which part of the record it is about, in words */
	readonly about: string;
	/** what the record says there, as the author quotes it; may be empty */
	readonly says: string;
	readonly text: string;
	readonly reason: string;
	readonly decision: {
		/** "Added to the record", "Added as the author's statement" */
		readonly outcome: string;
		readonly reason: string;
		readonly by: RecordPerson;
	};
};

/** What is signed of an addendum. @param sha256 of its canonical JSON */
export const addendumSeal = (addendum: AddendumRecord, sha256: string, sealedBy: SealedBy): AddendumSeal => ({
	schema: 'mapp-meeting-addendum-seal/1',
	reference: addendum.reference,
	meetingId: addendum.meetingId,
	number: addendum.number,
	sealedAt: addendum.sealedAt,
	sha256,
	recordSha256: addendum.recordSha256,
	previousSha256: addendum.previousSha256,
	author: addendum.author,
	sealedBy
});

/** What a version leaves out of addenda; `all` = the executive summary tells of each only that it is there. */
export type LeavesOut = 'all' | readonly AddendumSensitivity[];

/** An addendum as a version of the minutes shows it: where the version leaves out its kind of thing, only that there is one. */
export const addendumIn = (
	addendum: AddendumRecord,
	leavesOut: LeavesOut
): { readonly isLeftOut: boolean; readonly addendum: AddendumRecord } => {
	const { sensitivity } = addendum;
	const isLeftOut = leavesOut === 'all' || (sensitivity !== 'NONE' && leavesOut.includes(sensitivity));
	if (!isLeftOut) return { isLeftOut, addendum };
	const gone = sensitivity === 'NONE' ? '[Left out]' : `[Left out: ${sensitivityWord[sensitivity].toLowerCase()}]`;
	const nobody: RecordPerson = { name: gone, agency: '', role: '' };
	return {
		isLeftOut,
		addendum: {
			...addendum,
			...{ author: nobody, about: gone, says: '', text: gone, reason: gone },
			decision: { ...addendum.decision, reason: '' }
		}
	};
};
