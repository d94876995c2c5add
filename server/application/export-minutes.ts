/** The minutes as a file: the whole or a version, for whoever the unit, the chair or the minute taker names; and a reader's own copy. */

import type { ExportFormat, ExportMinutes } from '#lib/exports/exported-file.ts';
import { EXPORT_TYPE } from '#lib/exports/exported-file.ts';
import type { PrintedCopy } from '#lib/minutes/print.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { sealedFileText } from '#lib/seal/sealed-file.ts';
import { londonDate } from '#lib/time.ts';
import { exportFileName } from '../export/file-name.ts';
import { renderDocx } from '../export/minutes-docx.ts';
import { renderHtml } from '../export/minutes-html.ts';
import { renderPdf } from '../export/pdf.ts';
import { printedSeal, type SealIdentity, sealable } from '../export/seal-identity.ts';
import { versionFileText } from '../export/sign-seal.ts';
import { type OfTheRecord, ofTheRecord, purposeIn } from '../of-the-record.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord, type StoredRecord } from '../persistence/final-records.ts';
import { insertUse, readCopy, type StoredCopy } from '../persistence/minutes-copies.ts';
import { mayOpenCopy, NO_COPY } from './copy-access.ts';
import { type DrawnFile, type ExportAsked, type ExportParts, exportFile, type FileToGive } from './export-file.ts';
import { isIdentifier, NO_MEETING } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';
import { acceptedInMeeting, readVersionOf } from './read-copy.ts';
import { previewsOwed, refuseUnseen } from './record-versions.ts';
import { printedVersion, type ReaderVersion, versionFor } from './version-for.ts';
import { readWhole } from './whole-record.ts';

export type MinutesExportParts = ExportParts & { readonly cache: MeetingCache; readonly seal: SealIdentity | null };
export type FileAnswer = { readonly name: string; readonly contentType: string; readonly bytes: Uint8Array };

/** Draws what a reader gets. @param copy stands on every page */
export async function drawVersion(
	format: ExportFormat,
	stored: StoredRecord,
	read: ReaderVersion,
	{ seal, copy, at }: { readonly seal: SealIdentity | null; readonly copy: PrintedCopy; readonly at: Date }
): Promise<DrawnFile> {
	const { record, sha256, contentSha256, version } = read;
	const bytesOf = (text: string) => new TextEncoder().encode(text);
	const identity = sealable(seal, at);
	const print = { ...printedVersion(read), copy, sealed: printedSeal(identity) };
	switch (format) {
		case 'PDF': {
			const { bytes } = await renderPdf(record, sha256, print);
			const words = ofTheRecord(record.language);
			const reason = words.sealReason['minutes-copy'];
			const sealed = await words.sealPdf(bytes, identity, { lockedAt: at.toISOString(), reason });
			return { bytes: sealed.bytes, contentSha256 };
		}
		case 'DOCX':
			return { bytes: renderDocx(record, sha256, print), contentSha256 };
		case 'HTML':
			return { bytes: bytesOf(renderHtml(record, sha256, print)), contentSha256 };
		case 'JSON': {
			if (version) return { bytes: bytesOf(versionFileText(version, identity)), contentSha256 };
			return { bytes: bytesOf(stored.sealed ? sealedFileText(stored.sealed) : stored.json), contentSha256 };
		}
	}
}

/** "MAPPA-NMS-2026-014-2-2026-12-17-OFFICIAL-SENSITIVE-export-31.pdf": never a name of a person (O-7). */
export const numberedName = (record: StoredRecord['record'], format: ExportFormat, number: number): string => {
	const { extension } = EXPORT_TYPE[format];
	return exportFileName(record, 'pdf').replace(/\.pdf$/, `-export-${number}.${extension}`);
};

type Found = { readonly stored: StoredRecord; readonly read: ReaderVersion; readonly file: Omit<FileToGive, 'draw'> };

/** "export 31" */
export const plainNumber = (number: number, words: OfTheRecord): string => words.exportNumber(number);

/** Exports what `look` finds, drawn with its number, recipient and purpose on every page. */
export async function give(
	parts: MinutesExportParts,
	asked: ExportAsked,
	format: ExportFormat,
	label: (number: number, words: OfTheRecord) => string,
	look: (tx: Tx) => Promise<Result<Found>>
): Promise<Result<FileAnswer>> {
	let record: StoredRecord['record'] | null = null;
	const given = await exportFile(parts, asked, async (tx) => {
		const found = await look(tx);
		if (!found.ok) return found;
		const { stored, read, file } = found.value;
		record = stored.record;
		const at = parts.now();
		const words = ofTheRecord(stored.record.language);
		return done({
			...file,
			draw: (number) =>
				drawVersion(format, stored, read, {
					...{ seal: parts.seal, at },
					copy: {
						number: label(number, words),
						recipient: file.recipient,
						purpose: file.purpose,
						on: words.longDate(londonDate(at.toISOString()))
					}
				})
		});
	});
	if (!given.ok) return given;
	if (record === null) return NO_MEETING;
	const { contentType } = EXPORT_TYPE[format];
	return done({ name: numberedName(record, format, given.value.number), contentType, bytes: given.value.bytes });
}

export const fileOf = (format: ExportFormat, stored: StoredRecord, caseId: string) => ({
	act: `export-${format.toLowerCase() as Lowercase<ExportFormat>}` as const,
	...{ format, caseId, meetingId: stored.record.meetingId }
});

/** For the unit, the chair and the minute taker; the chair's authority is theirs who lock. */
export const exportMinutes = (
	parts: MinutesExportParts,
	asked: ExportAsked,
	meetingId: string,
	{ format, profile, agencyId, recipient, purpose }: ExportMinutes
): Promise<Result<FileAnswer>> =>
	give(parts, { ...asked, about: meetingId }, format, plainNumber, async (tx) => {
		const door = await readWhole(tx, parts.cache, asked.actor, meetingId);
		if (!door.ok) return door;
		const stored = await readRecord(tx, meetingId);
		if (!stored) return NO_MEETING;
		const chosen = { profile, agencyId: profile === 'AGENCY' && agencyId !== '' ? agencyId : null };
		const read = await versionFor(tx, stored, profile, chosen.agencyId);
		if (!read.ok) return read;
		const unseen = refuseUnseen(await previewsOwed(tx, asked.actor, meetingId, [chosen]), 'profile');
		if (unseen) return unseen;
		const file = fileOf(format, stored, door.value.meeting.convened.caseId);
		return done({
			stored,
			read: read.value,
			file: { ...file, profile, recipient, purpose: purposeIn(stored.record.language, purpose) }
		});
	});

/** A reader takes their own copy along, where that is allowed. */
export const exportOwnCopy = (
	parts: MinutesExportParts,
	asked: ExportAsked,
	meetingId: string,
	number: number
): Promise<Result<FileAnswer>> => {
	let own: StoredCopy | null = null;
	const { actor } = asked;
	return give(
		parts,
		{ ...asked, about: meetingId },
		'PDF',
		(n, words) => [...(own ? [words.copyTitle(own.reference, own)] : []), words.exportNumber(n)].join(', '),
		async (tx) => {
			const copy = isIdentifier(meetingId) ? await readCopy(tx, meetingId, number) : null;
			if (!copy || !(await mayOpenCopy(tx, actor, copy, parts.now()))) return NO_COPY;
			if (!copy.mayDownload) return refuse('forbidden', 'This copy is read here and not taken along');
			if (copy.reading.undertaken === null && !(await acceptedInMeeting(tx, parts.cache, actor, meetingId)))
				return refuse('not-now', 'Open your copy first');
			const stored = await readRecord(tx, meetingId);
			if (!stored) return NO_COPY;
			const read = await readVersionOf(tx, copy);
			if (!read.ok) return read;
			own = copy;
			return done({
				...{ stored, read: read.value },
				file: {
					...fileOf('PDF', stored, copy.caseId),
					...{ copyId: copy.id, profile: copy.profile, purpose: ofTheRecord(stored.record.language).OWN_COPY_PURPOSE },
					recipient: `${copy.person.name}, ${copy.agency.name}`,
					besides: (open: Tx) => insertUse(open, actor.areaId, copy.id, 'DOWNLOADED', parts.now())
				}
			});
		}
	);
};
