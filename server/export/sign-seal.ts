import { randomBytes, sign } from 'node:crypto';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import type { RecordVersion, VersionFile } from '#lib/seal/make-version.ts';
import { type SealedBy, type SealedRecord, type Signed, sealOf } from '#lib/seal/seal.ts';
import type { SealIdentity } from './seal-identity.ts';

/** 32 bytes of chance as 64 hexadecimal digits: the salt of a record's blocks, or its nonce. */
export const drawSalt = (): string => randomBytes(32).toString('hex');

/** What a signed thing says of who signed it. */
export const sealedBy = ({ subject, fingerprint, demonstration }: SealIdentity): SealedBy => ({
	subject,
	certificate: fingerprint,
	demonstration
});

/** Signs the canonical JSON of `seal` (Ed25519, so the same each time). Throws a TypeError when it is not plain JSON. */
export const signSeal = <Content>(seal: Content, { recordKey }: Pick<SealIdentity, 'recordKey'>): Signed<Content> => ({
	seal,
	signature: sign(null, Buffer.from(canonicalJson(seal), 'utf8'), recordKey.privateKey).toString('base64'),
	publicKey: recordKey.publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
});

/** A version as the file that is handed out. Canonical JSON, signed over everything but the signature itself. */
export const versionFileText = (version: RecordVersion, identity: Pick<SealIdentity, 'recordKey'>): string => {
	const { signature, publicKey } = signSeal(version, identity);
	return canonicalJson({ ...version, signature, publicKey } satisfies VersionFile);
};

/** The seal of a record under a salt of its own. */
export const sealRecord = (record: FinalRecord, identity: SealIdentity, salt: string = drawSalt()): SealedRecord => ({
	record,
	seal: signSeal(sealOf(record, salt, sealedBy(identity)), identity),
	salt
});
