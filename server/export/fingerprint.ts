import { createHash } from 'node:crypto';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';

/** What is sealed: the canonical JSON text of the record and the SHA-256 (64 hexadecimal digits) of its UTF-8 bytes. */
export type SealedText = { readonly json: string; readonly sha256: string };

/**
 * The text of the record that the lock seals. The downloaded data file is exactly these bytes, so `sha256sum` of the
 * file is the fingerprint printed in the HTML and the PDF. Throws a TypeError when the record is not plain JSON.
 */
export const sealText = (record: FinalRecord): SealedText => {
	const json = canonicalJson(record);
	return { json, sha256: createHash('sha256').update(json, 'utf8').digest('hex') };
};
