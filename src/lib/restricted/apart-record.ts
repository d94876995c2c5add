/** What a locked meeting keeps apart from its final record: one object for each text that not everybody may read. Words only. */
import type { RecordPerson } from '../minutes/final-record.ts';

export type ApartRecord = {
	readonly schema: 'mapp-meeting-kept-apart/1';
	readonly marking: 'OFFICIAL-SENSITIVE';
	readonly handling: string;
	readonly area: string;
	/** as of the final record it belongs to, "NMS-2026-014/2" */
	readonly reference: string;
	readonly meetingId: string;
	/** ISO 8601, UTC */
	readonly lockedAt: string;
	/** "Restricted note: Victims and potential victims" */
	readonly title: string;
	/** whom it is for, in words */
	readonly audience: string;
	/** who could read it when the minutes were locked */
	readonly readers: readonly RecordPerson[];
	readonly facts: readonly (readonly [label: string, value: string])[];
	readonly texts: readonly { readonly title: string; readonly text: string }[];
	/** chance, so that nobody can try out by the fingerprint what might be written here */
	readonly nonce: string;
};

/** What somebody it is for is shown after the lock, with all it takes to check it against the final record. */
export type KeptApart = {
	readonly name: string;
	readonly record: ApartRecord;
	readonly sha256: string;
	readonly slot: number;
	readonly path: readonly string[];
};
