/**
 * What one drawing of the final minutes says about itself beside the record: which version it is, whose copy, and by whom it
 * is sealed. Nothing of it is part of the record; the same record, fingerprint and print give the same bytes.
 */

import type { Profile } from '../seal/profiles.ts';

/** A version that leaves something out. */
export type PrintedVersion = {
	/** a summary has a layout of its own; the others are drawn as the whole record is */
	readonly profile?: Profile;
	/** "Executive summary", "Version for Northmere Council Housing" */
	readonly title: string;
	/** one line for each kind of thing left out, never what it said: "3 parts left out: victim" */
	readonly leftOut: readonly string[];
};

/** One numbered copy for one recipient. Stands on every page. */
export type PrintedCopy = {
	/** "copy 7 of 12" */
	readonly number: string;
	/** "Sorrel Aske, Northmere Council Housing" */
	readonly recipient: string;
	readonly purpose: string;
	/** "Friday 18 December 2026" */
	readonly on: string;
};

/** Whose certificate seals the file. */
export type PrintedSeal = {
	readonly subject: string;
	/** a certificate that the demonstration made for itself and that nobody vouches for: every drawing says so */
	readonly demonstration: boolean;
	/** SHA-256 of the certificate, 64 hexadecimal digits */
	readonly certificate: string;
	/** SHA-256 of the public key that signs the record as data (Ed25519, SubjectPublicKeyInfo), 64 hexadecimal digits */
	readonly recordKey: string;
};

export type Print = {
	readonly version?: PrintedVersion;
	readonly copy?: PrintedCopy;
	readonly sealed?: PrintedSeal;
	/** a file without a seal that comes from the demonstration: it says so too */
	readonly demonstration?: boolean;
};
