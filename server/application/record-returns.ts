/** The returns of a meeting for its record: what everybody may read, and that there is something for the others alone. */
import type { AgencyType } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { type ReturnsFound, recordReturns } from '#lib/minutes/record-returns.ts';
import { lastSent, owingAgencies, returnsAreOpen } from '#lib/returns/agency-return.ts';
import { audienceIn, isForAll } from '#lib/returns/return-audience.ts';
import { type ReturnTexts, returnDocument, returnTexts } from '#lib/returns/return-fields.ts';
import { NO_VALUES, type ReturnValues } from '#lib/returns/return-values.ts';
import { readLatestReturns } from '../persistence/agency-returns.ts';
import type { Tx } from '../persistence/database.ts';
import { readDocument } from '../persistence/document-log.ts';
import { documentOf } from '../persistence/final-records.ts';
import { readAgencies } from '../persistence/people.ts';

export type TabledReturn = {
	readonly agencyId: string;
	readonly agencyName: string;
	readonly values: ReturnValues;
	readonly texts: ReturnTexts;
};

/** Returns that lay on the table: sent, or written in a meeting that opened their item. A draft nobody heard stays its agency's own. */
export async function readTabledReturns(tx: Tx, meeting: Meeting): Promise<readonly TabledReturn[]> {
	const types = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]));
	const saved = new Map((await readLatestReturns(tx, meeting.id)).map((one) => [one.agencyId, one.values]));
	const tabled: TabledReturn[] = [];
	for (const { agencyId, agencyName } of owingAgencies(meeting, (id) => types.get(id) ?? null)) {
		if (!lastSent(meeting.returns, agencyId) && !returnsAreOpen(meeting)) continue;
		const documentId = await documentOf(tx, meeting.id, returnDocument(agencyId));
		if (documentId === null) continue;
		const { fields } = await readDocument(tx, documentId);
		tabled.push({ agencyId, agencyName, values: saved.get(agencyId) ?? NO_VALUES, texts: returnTexts(fields) });
	}
	return tabled;
}

export async function readRecordReturns(tx: Tx, meeting: Meeting): Promise<NonNullable<FinalRecord['returns']>> {
	const agencies = await readAgencies(tx);
	const types = new Map(agencies.map(({ id, type }) => [id, type as AgencyType]));
	const names = new Map(agencies.map(({ id, name }) => [id, name]));
	const tabled = await readTabledReturns(tx, meeting);
	// Words that are not for everybody never come near the record.
	const found: ReturnsFound = Object.fromEntries(
		tabled.map(({ agencyId, values, texts }) => [
			agencyId,
			{ values, texts: isForAll(audienceIn(values)) ? texts : {} }
		])
	);
	const owing = owingAgencies(meeting, (id) => types.get(id) ?? null);
	return recordReturns(meeting, owing, found, (agencyId) => names.get(agencyId) ?? '');
}
