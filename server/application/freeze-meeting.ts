/**
 * The lock: in one transaction the documents are sealed and read at their exact heads, what is for some alone is kept apart,
 * the record is built, hashed and drawn, the read tables and the next meeting's plan are written, and the meeting becomes
 * LOCKED (R15). If any step fails, nothing has happened and the meeting is as open as before.
 */
import { createHash } from 'node:crypto';
import type { Actor } from '#lib/identity.ts';
import { importedWords } from '#lib/import/import-words.ts';
import type { Meeting, Stamped } from '#lib/meeting/meeting.ts';
import { buildRecord } from '#lib/minutes/build-record.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { planInWords } from '#lib/rmp/plan-version.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { sealReason } from '#lib/seal/seal-reason.ts';
import { sealText } from '../export/fingerprint.ts';
import { renderForLock } from '../export/pdf.ts';
import { sealPdf } from '../export/pdf-seal.ts';
import { printedSeal, type SealIdentity, sealable } from '../export/seal-identity.ts';
import { drawSalt, sealRecord } from '../export/sign-seal.ts';
import { failpoint } from '../failpoint.ts';
import { readArea } from '../persistence/area.ts';
import { destroyAsks } from '../persistence/asks.ts';
import { writeAudit } from '../persistence/audit.ts';
import { followingMeeting, previousMeeting, readCaseSummary } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { readDisclosuresBefore } from '../persistence/disclosures-made.ts';
import { type DocumentReading, readDocument } from '../persistence/document-log.ts';
import { documentsOf, readRecord, storeRecord } from '../persistence/final-records.ts';
import { readImportedPlan } from '../persistence/imported-plans.ts';
import { appendEvents, readHead, writeOutcome } from '../persistence/meeting-log.ts';
import { adoptedVersion } from './adopted-version.ts';
import { readAsksFor } from './asks-for.ts';
import { carriedEvents, carryTexts } from './carry-over.ts';
import { type SealedApart, sealKeptApart, storeKeptApart, toldApart } from './kept-apart.ts';
import { loadMeeting, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { openAbsences } from './open-absences.ts';
import { readAccuracyCheck } from './record-accuracy.ts';
import { readAnnex } from './record-provenance.ts';
import { readRecordReturns } from './record-returns.ts';
import type { Frozen } from './run-command.ts';

/** Texts of both documents at one moment, and who last wrote each field. */
export type Reading = { readonly plan: DocumentReading; readonly minutes: DocumentReading };

export async function readTexts(tx: Tx, meetingId: string, seal = false): Promise<Reading> {
	const ids = await documentsOf(tx, meetingId, seal);
	const [plan, minutes] = await Promise.all([readDocument(tx, ids.plan), readDocument(tx, ids.minutes)]);
	return { plan, minutes };
}

/** The record of a meeting as it would read if locked at `at`; before the start the case stands as it is in the register. */
export async function recordAt(
	tx: Tx,
	meeting: Meeting,
	reading: Reading,
	areaId: string,
	at: string,
	sealed?: SealedApart
): Promise<FinalRecord> {
	const area = await readArea(tx, areaId);
	const summary = meeting.case ?? (await readCaseSummary(tx, meeting.convened.caseId));
	if (!summary) throw new Error('a meeting has a case');
	const previous = await previousMeeting(tx, meeting.convened.caseId, meeting.convened.seq);
	const carried = previous && meeting.rmp.carriedFrom ? await readRecord(tx, previous.id) : null;
	const imported = meeting.rmp.carriedFrom?.imported;
	const brought = imported ? await readImportedPlan(tx, meeting.rmp.carriedFrom?.meetingId ?? '') : null;
	const { caseId, seq } = meeting.convened;
	const heads = { plan: reading.plan.head, minutes: reading.minutes.head };
	return buildRecord({
		...(sealed ? { annex: await readAnnex(tx, meeting, areaId, heads) } : {}),
		...(await readAccuracyCheck(tx, meeting)),
		disclosuresMade: await readDisclosuresBefore(tx, caseId, seq),
		meeting: { ...meeting, case: summary },
		planBefore: brought ? planInWords(brought.plan, brought.plan.texts) : carried && adoptedVersion(carried.record),
		texts: { plan: reading.plan.fields, minutes: reading.minutes.fields },
		authors: { plan: reading.plan.authors, minutes: reading.minutes.authors },
		area: area.name,
		lockedAt: at,
		returns: await readRecordReturns(tx, meeting),
		keptApart: sealed?.keptApart ?? { told: await toldApart(tx, meeting), root: '' },
		provenance: {
			events: meeting.version,
			planUpdates: reading.plan.head,
			minutesUpdates: reading.minutes.head,
			carriedFrom: imported ? importedWords(imported) : (carried?.record.reference ?? ''),
			previousSha256: imported?.sha256 ?? carried?.sha256 ?? ''
		}
	});
}

export type FreezeDependencies = {
	readonly cache: MeetingCache;
	/** null = nothing can be locked, and the chair is told why */
	readonly seal: SealIdentity | null;
	readonly log: (line: string) => void;
	/** told after the transaction's work is done but before commit: which other meeting got events, to publish after commit */
	readonly carried: (events: readonly Stamped[], after: Meeting) => void;
};

/** Seals, reads and draws; answers what the decision needs and how to finish once it is made. */
export const freezeMeeting =
	({ cache, seal: configured, log, carried }: FreezeDependencies) =>
	async (tx: Tx, at: string, meeting: Meeting, actor: Actor): Promise<Frozen> => {
		const identity = sealable(configured, new Date(at));
		failpoint('lock-before-freeze');
		const reading = await readTexts(tx, meeting.id, true);
		failpoint('lock-after-freeze');
		const apart = await sealKeptApart(tx, meeting, actor.areaId, at);
		const record = { ...(await recordAt(tx, meeting, reading, actor.areaId, at, apart)), nonce: drawSalt() };
		const { json, sha256 } = sealText(record);
		const heads = { plan: reading.plan.head, minutes: reading.minutes.head };
		const texts = { plan: reading.plan.fields, minutes: reading.minutes.fields };
		return {
			context: { texts, sha256, heads, asks: await readAsksFor(tx, meeting, actor.personId) },
			finish: async (open, after) => {
				failpoint('lock-draw-pdf');
				const { bytes } = await renderForLock(record, sha256, { sealed: printedSeal(identity) });
				const sealed = await sealPdf(bytes, identity, { lockedAt: at, reason: sealReason.minutes });
				if (sealed.withoutStamp !== '') {
					log(`minutes are sealed without a time stamp: ${sealed.withoutStamp}`);
					await writeAudit(open, actor, 'seal-without-time-stamp', 'final-minutes', meeting.id, meeting.id);
				}
				const row = { areaId: actor.areaId, meetingId: meeting.id };
				const { salt, seal } = sealRecord(record, identity);
				await storeRecord(open, {
					...row,
					record: json,
					sha256,
					salt,
					seal: canonicalJson(seal),
					pdf: sealed.bytes,
					pdfSha256: createHash('sha256').update(sealed.bytes).digest('hex'),
					lockedAt: new Date(at),
					lockedBy: actor.personId
				});
				await destroyAsks(open, meeting.id);
				await storeKeptApart(open, { ...row, lockedAt: new Date(at) }, apart.rows);
				await writeOutcome(open, row, after, texts.plan);
				await openAbsences(open, { cache, actor, meeting: after, reference: record.reference, at });
				await carryToNext(open, cache, after, texts.plan, actor, at, carried);
			}
		};
	};

async function carryToNext(
	tx: Tx,
	cache: MeetingCache,
	from: Meeting,
	texts: Readonly<Record<string, string>>,
	actor: Actor,
	at: string,
	carried: FreezeDependencies['carried']
): Promise<void> {
	const next = await followingMeeting(tx, from.convened.caseId, from.convened.seq);
	const head = next && (await readHead(tx, next.id, true));
	if (head?.phase !== 'CONVENED') return;
	const before = await loadMeeting(tx, cache, head);
	const { events, after } = stamp(before, carriedEvents(from, texts), at, actor.personId);
	await appendEvents(tx, { areaId: actor.areaId, meetingId: head.id }, events, after, `carry-${from.id}`);
	await carryTexts(tx, actor.areaId, head.id, from, texts);
	carried(events, after);
}
