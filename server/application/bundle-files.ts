/** What an archive of a case holds of each locked meeting, and of the case as a whole. */
import { and, eq, isNull } from 'drizzle-orm';
import { exportedFile } from '#drizzle/schema.ts';
import { planInWords } from '#lib/rmp/plan-version.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { sealedFileText } from '#lib/seal/sealed-file.ts';
import type { ZipEntry } from '../export/zip-file.ts';
import { readAddenda, readAddendum } from '../persistence/corrections.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord, type StoredRecord } from '../persistence/final-records.ts';
import { readRequestsOfCase } from '../persistence/information-requests.ts';
import { readHead } from '../persistence/meeting-log.ts';
import { readAuthority, readCopiesOfMeeting } from '../persistence/minutes-copies.ts';
import { adoptedVersion } from './adopted-version.ts';
import { loadMeeting } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { readExports } from './read-distribution.ts';
import { previousTexts } from './read-room.ts';

/** Readable by people and by programs: the same bytes each time. */
const json = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)));

/** The plan as the meeting got it; null when it began with none. */
async function planBefore(tx: Tx, cache: MeetingCache, meetingId: string, previous: StoredRecord | null) {
	if (previous) return adoptedVersion(previous.record);
	const head = await readHead(tx, meetingId);
	const meeting = head && (await loadMeeting(tx, cache, head));
	return meeting?.rmp.handedOn ? planInWords(meeting.rmp.handedOn, await previousTexts(tx, meeting)) : null;
}

/** @param previous the record of the locked meeting before it */
export async function filesOfMeeting(
	tx: Tx,
	cache: MeetingCache,
	meetingId: string,
	previous: StoredRecord | null
): Promise<{ readonly stored: StoredRecord; readonly files: readonly ZipEntry[] } | null> {
	const stored = await readRecord(tx, meetingId);
	if (!stored) return null;
	const { record, sealed } = stored;
	const folder = `meeting-${record.reference.split('/').at(-1)}`;
	const file = (name: string, content: string | Uint8Array): ZipEntry => ({ name: `${folder}/${name}`, content });
	const files = [
		file('record.json', sealed ? sealedFileText(sealed) : stored.json),
		file('minutes.pdf', stored.pdf),
		file('plan-before.json', json(await planBefore(tx, cache, meetingId, previous))),
		file('plan-after.json', json(adoptedVersion(record))),
		file('attendance.json', json(record.attendance)),
		file(
			'decisions.json',
			json({
				disclosures: record.disclosures,
				licence: record.licence ?? [],
				level: record.level,
				overrides: record.overrides
			})
		),
		file('seal.json', json(sealed ? sealed.seal : { sha256: stored.sha256 })),
		file(
			'distribution.json',
			json({
				authority: await readAuthority(tx, meetingId),
				copies: (await readCopiesOfMeeting(tx, meetingId)).map(
					({ id: _, caseId: __, meetingId: ___, ...copy }) => copy
				),
				exports: await readExports(tx, eq(exportedFile.meetingId, meetingId))
			})
		)
	];
	for (const { number } of await readAddenda(tx, meetingId)) {
		const added = await readAddendum(tx, meetingId, number);
		if (!added) continue;
		const { seal, signature, publicKey } = JSON.parse(added.seal);
		const addendum = JSON.parse(added.record);
		files.push(
			file(
				`addendum-${number}.json`,
				json({ schema: 'mapp-meeting-sealed-addendum/1', seal, signature, publicKey, addendum })
			),
			file(`addendum-${number}.pdf`, added.pdf)
		);
	}
	return { stored, files };
}

/** Requests with every step, and the files that left of the case as a whole. */
export async function filesOfCase(tx: Tx, caseId: string): Promise<readonly ZipEntry[]> {
	const requests = (await readRequestsOfCase(tx, caseId)).map(({ number, kind, dueOn, steps }) => ({
		...{ number, kind, dueOn },
		steps: steps.map(({ version, name, at, step }) => ({ version, by: name, at, step }))
	}));
	const bundles = and(eq(exportedFile.caseId, caseId), isNull(exportedFile.meetingId));
	return [
		{ name: 'requests.json', content: json(requests) },
		{ name: 'archives-before.json', content: json(await readExports(tx, bundles)) }
	];
}
