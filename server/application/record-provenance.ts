/** Reads what the annex of a final record tells, in the transaction that has sealed its documents. */
import { createHash } from 'node:crypto';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { RecordAnnex } from '#lib/minutes/final-record.ts';
import { recordAnnex } from '#lib/minutes/record-annex.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { readAreaConfig } from '../persistence/area.ts';
import type { Tx } from '../persistence/database.ts';
import { documentsOf } from '../persistence/final-records.ts';
import { readLog } from '../persistence/meeting-log.ts';
import { readPersonRefs } from '../persistence/people.ts';
import { readPresenceNotes } from '../persistence/presence-notes.ts';
import { readFieldWriters, readLogDigest } from '../persistence/provenance.ts';

/** @param heads how many updates the documents have */
export async function readAnnex(
	tx: Tx,
	meeting: Meeting,
	areaId: string,
	heads: { readonly plan: number; readonly minutes: number }
): Promise<RecordAnnex> {
	const ids = await documentsOf(tx, meeting.id);
	const facts = await readLog(tx, meeting.id);
	const people = await readPersonRefs(tx, [...new Set(facts.map(({ by }) => by))]);
	const { departureMinutes } = await readAreaConfig(tx, areaId, meetingOn(meeting));
	return recordAnnex(meeting, {
		writers: [...(await readFieldWriters(tx, ids.minutes)), ...(await readFieldWriters(tx, ids.plan))],
		facts,
		nameOf: (id) => people.get(id) ?? { name: 'The service', agencyName: '' },
		presence: await readPresenceNotes(tx, meeting.id),
		departureMinutes,
		logs: [
			{
				log: 'Facts of the meeting',
				entries: facts.length,
				sha256: createHash('sha256').update(canonicalJson(facts), 'utf8').digest('hex')
			},
			{ log: 'Notes', entries: heads.minutes, sha256: await readLogDigest(tx, ids.minutes) },
			{ log: 'Risk management plan', entries: heads.plan, sha256: await readLogDigest(tx, ids.plan) }
		]
	});
}
