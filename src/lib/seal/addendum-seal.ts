/** The seal of an addendum to a locked record: it names the record, and the addendum before it, by their fingerprints. */
import type { RecordPerson } from '../minutes/final-record.ts';
import type { SealedBy, Signed } from './seal.ts';

export type AddendumSeal = {
	readonly schema: 'mapp-meeting-addendum-seal/1';
	/** of the record, "NMS-2026-014/2" */
	readonly reference: string;
	readonly meetingId: string;
	/** 1, 2, ... */
	readonly number: number;
	/** ISO 8601, UTC */
	readonly sealedAt: string;
	/** of the canonical JSON of the record it belongs to */
	readonly recordSha256: string;
	/** of the canonical JSON of the addendum before it; '' of the first */
	readonly previousSha256: string;
	/** of this addendum's own canonical JSON */
	readonly sha256: string;
	readonly author: RecordPerson;
	readonly sealedBy: SealedBy;
};

/** An addendum as the file that is handed out. `addendum` is plain data; its canonical JSON is what is sealed. */
export type AddendumFile = Signed<AddendumSeal> & {
	readonly schema: 'mapp-meeting-sealed-addendum/1';
	readonly addendum: Readonly<Record<string, unknown>>;
};
