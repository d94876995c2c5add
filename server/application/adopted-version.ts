/** The plan of a sealed record in the words of this build, whichever language the record is in: only so two of them compare. */
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { recordVersion } from '#lib/minutes/record-version.ts';
import type { PlanVersion } from '#lib/rmp/plan-version.ts';
import { ofTheRecord } from '../of-the-record.ts';

export const adoptedVersion = (record: FinalRecord): PlanVersion =>
	recordVersion(record, ofTheRecord(record.language).recordCodes(record));
