/** A locked record as one reader gets it: the whole, or a version with what it leaves out, and what every drawing says of it. */
import type { AgencyType } from '#lib/identity.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import type { Print } from '#lib/minutes/print.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import type { RecordVersion } from '#lib/seal/make-version.ts';
import type { ForAgency, Profile } from '#lib/seal/profiles.ts';
import { sha256Of } from '#lib/seal/sha256.ts';
import { ofTheRecord } from '../of-the-record.ts';
import type { Tx } from '../persistence/database.ts';
import type { StoredRecord } from '../persistence/final-records.ts';
import { readAgencies } from '../persistence/people.ts';
import { readMarksOf } from './record-marks.ts';

export type ReaderVersion = {
	readonly record: FinalRecord;
	/** of the sealed whole: what every drawing shows as its fingerprint */
	readonly sha256: string;
	/** of what this version tells, whoever gets it */
	readonly contentSha256: string;
	/** in the language of the record, as is what is left out */
	readonly title: string;
	/** "3 parts left out: victim" */
	readonly leftOut: readonly string[];
	/** null: the whole record */
	readonly version: RecordVersion | null;
};

const NO_VERSION = refuse(
	'not-now',
	'This record was locked before versions could be made of it. Only the full record can be given.'
);

/** @param agencyId of an agency's version: whose */
export async function versionFor(
	tx: Tx,
	stored: StoredRecord,
	profile: Profile,
	agencyId: string | null
): Promise<Result<ReaderVersion>> {
	const { record, sha256, sealed } = stored;
	const { makeVersion, leftOutLine, profileWord } = ofTheRecord(record.language);
	if (profile === 'FULL')
		return done({ record, sha256, contentSha256: sha256, title: profileWord.FULL, leftOut: [], version: null });
	if (!sealed) return NO_VERSION;
	const agency = profile === 'AGENCY' ? await agencyOf(tx, agencyId) : null;
	if (profile === 'AGENCY' && !agency)
		return refuse('invalid', 'Choose an agency', [{ field: 'agencyId', message: 'Choose an agency' }]);
	const version = makeVersion(sealed, await readMarksOf(tx, record.meetingId, record), profile, agency);
	return done({
		...{ record: version.record, sha256, version, title: version.title },
		contentSha256: sha256Of(canonicalJson(version)),
		leftOut: version.leftOut.map(leftOutLine)
	});
}

async function agencyOf(tx: Tx, agencyId: string | null): Promise<ForAgency | null> {
	const row = (await readAgencies(tx)).find(({ id }) => id === agencyId);
	return row ? { id: row.id, name: row.name, type: row.type as AgencyType } : null;
}

/** What a drawing of it says beside the record; nothing of the whole. */
export const printedVersion = ({ version, title, leftOut }: ReaderVersion): Print =>
	version === null ? {} : { version: { title, leftOut, profile: version.profile } };
