/**
 * The seal of a locked record: what is signed, and how it comes out of the record. Pure: chance and the signature are handed
 * in. The same record and salt give the same seal, byte for byte.
 */
import type { FinalRecord, RecordPerson } from '../minutes/final-record.ts';
import { blockDigest, blocksOf, saltsFrom } from './blocks.ts';
import { canonicalJson } from './canonical-json.ts';
import { treeRoot } from './merkle-tree.ts';
import { fromHex, sha256Of, toHex } from './sha256.ts';

/** With what something was signed, as its signer says; the signature covers this too. */
export type SealedBy = {
	/** as the certificate names them */
	readonly subject: string;
	/** SHA-256 of the certificate, 64 hexadecimal digits */
	readonly certificate: string;
	/** nobody vouches for it */
	readonly demonstration: boolean;
};

export type Seal = {
	readonly schema: 'mapp-meeting-seal/1';
	/** "NMS-2026-014/2" */
	readonly reference: string;
	readonly meetingId: string;
	/** ISO 8601, UTC */
	readonly lockedAt: string;
	/** of the record's canonical JSON: the fingerprint */
	readonly sha256: string;
	readonly blocks: { readonly root: string; readonly count: number };
	/** the number over what is kept apart for some alone */
	readonly apartRoot: string;
	/** of the logs behind the record */
	readonly heads: { readonly events: number; readonly plan: number; readonly minutes: number };
	readonly chair: RecordPerson;
	readonly sealedBy: SealedBy;
};

/** Something and who signed it. The signature is Ed25519 over the canonical JSON of `seal`. */
export type Signed<Content> = {
	readonly seal: Content;
	/** base64 */
	readonly signature: string;
	/** SubjectPublicKeyInfo (DER) in base64 */
	readonly publicKey: string;
};
export type SignedSeal = Signed<Seal>;

/** Of a digest, in the list that says where a change is. */
export const CHECK_DIGITS = 8;

/** A locked record with what it takes to make versions of it. */
export type SealedRecord = {
	readonly record: FinalRecord;
	readonly seal: SignedSeal;
	/** 64 hexadecimal digits; secret: only whoever has the whole record may have it */
	readonly salt: string;
};

/** The bytes of a record's salt. Throws when it is not 64 hexadecimal digits. */
export const saltBytes = (salt: string): Uint8Array<ArrayBuffer> => {
	const bytes = fromHex(salt);
	if (bytes?.length !== 32) throw new TypeError('a salt has 64 hexadecimal digits');
	return bytes;
};

/** The digests of a record's blocks, in their order. */
export const digestsOf = (record: unknown, salt: string): readonly Uint8Array<ArrayBuffer>[] => {
	const saltOf = saltsFrom(saltBytes(salt));
	return blocksOf(record).map((block) => blockDigest(block, saltOf(block.path, block.part)));
};

/** What is to be signed at the lock. @param salt 32 bytes of chance as 64 hexadecimal digits */
export function sealOf(record: FinalRecord, salt: string, sealedBy: SealedBy): Seal {
	const digests = digestsOf(record, salt);
	const { events, planUpdates, minutesUpdates } = record.provenance;
	return {
		schema: 'mapp-meeting-seal/1',
		reference: record.reference,
		meetingId: record.meetingId,
		lockedAt: record.lockedAt,
		sha256: sha256Of(canonicalJson(record)),
		blocks: { root: toHex(treeRoot(digests)), count: digests.length },
		apartRoot: record.keptApart?.root ?? '',
		heads: { events, plan: planUpdates, minutes: minutesUpdates },
		chair: record.chair,
		sealedBy
	};
}
