/** What stands beside a locked record as files that leave the service (R18): an addendum, and the action list for a spreadsheet. */
import { createHash } from 'node:crypto';
import type { AddendumRecord } from '#lib/addenda/addendum.ts';
import { EXPORT_TYPE } from '#lib/exports/exported-file.ts';
import { csvText } from '#lib/import/csv-text.ts';
import { done, type Result } from '#lib/result.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { londonDate } from '#lib/time.ts';
import { addendumFileName, exportFileName } from '../export/file-name.ts';
import { renderLaidOut } from '../export/pdf.ts';
import { printedSeal, sealable } from '../export/seal-identity.ts';
import { ofTheRecord, purposeIn } from '../of-the-record.ts';
import { type AddendumRow, readAddendum } from '../persistence/corrections.ts';
import { type DrawnFile, type ExportAsked, exportFile } from './export-file.ts';
import type { FileAnswer, MinutesExportParts } from './export-minutes.ts';
import { NO_MEETING } from './load-meeting.ts';
import { readHandOffIn } from './read-hand-off.ts';
import { readWhole } from './whole-record.ts';

type Use = { readonly recipient: string; readonly purpose: string };
const NUMBER_MAX = 1_000_000;

/** For those who read the whole record. As PDF a copy with its number on every page, as JSON what was sealed, byte for byte. */
export async function exportAddendum(
	parts: MinutesExportParts,
	asked: ExportAsked,
	{
		meetingId,
		number,
		format
	}: { readonly meetingId: string; readonly number: number; readonly format: 'PDF' | 'JSON' },
	use: Use
): Promise<Result<FileAnswer>> {
	const { extension, contentType } = EXPORT_TYPE[format];
	let name = '';
	const given = await exportFile(parts, { ...asked, about: meetingId }, async (tx) => {
		const door = await readWhole(tx, parts.cache, asked.actor, meetingId);
		if (!door.ok) return door;
		const isNumber = Number.isSafeInteger(number) && number > 0 && number <= NUMBER_MAX;
		const found = isNumber ? await readAddendum(tx, meetingId, number) : null;
		if (!found) return NO_MEETING;
		const addendum = JSON.parse(found.record) as AddendumRecord;
		name = addendumFileName(addendum, format === 'PDF' ? 'pdf' : 'json');
		const its = { ...use, purpose: purposeIn(addendum.language, use.purpose) };
		return done({
			act: `export-addendum-${format.toLowerCase() as Lowercase<typeof format>}` as const,
			...{ format, caseId: door.value.meeting.convened.caseId, meetingId, profile: 'ADDENDUM' },
			...its,
			draw: (exported: number) => (format === 'PDF' ? drawn(parts, found, exported, its) : sealedData(found))
		});
	});
	if (!given.ok) return given;
	return done({ name: numbered(name, extension, given.value.number), contentType, bytes: given.value.bytes });
}

async function drawn(
	{ seal, now }: MinutesExportParts,
	{ record, sha256 }: AddendumRow,
	number: number,
	use: Use
): Promise<DrawnFile> {
	const at = now();
	const identity = sealable(seal, at);
	const addendum = JSON.parse(record) as AddendumRecord;
	const words = ofTheRecord(addendum.language);
	const copy = { number: words.exportNumber(number), ...use, on: words.longDate(londonDate(at.toISOString())) };
	const { bytes } = await renderLaidOut(
		words.layOutAddendum(addendum, sha256, { sealed: printedSeal(identity), copy })
	);
	const sealed = await words.sealPdf(bytes, identity, {
		lockedAt: at.toISOString(),
		reason: words.sealReason['addendum-copy']
	});
	return { bytes: sealed.bytes, contentSha256: sha256 };
}

const sealedData = async ({ record, seal, sha256 }: AddendumRow): Promise<DrawnFile> => {
	const file = { schema: 'mapp-meeting-sealed-addendum/1', addendum: JSON.parse(record), ...JSON.parse(seal) };
	return { bytes: new TextEncoder().encode(canonicalJson(file)), contentSha256: sha256 };
};

/** For those to whom the record may be handed on: unit, chair and the case manager; nothing in it is carried out by a spreadsheet. */
export async function exportActionList(
	parts: MinutesExportParts,
	asked: ExportAsked,
	meetingId: string,
	use: Use
): Promise<Result<FileAnswer>> {
	let name = '';
	const given = await exportFile(parts, { ...asked, about: meetingId }, async (tx) => {
		const found = await readHandOffIn(tx, parts.cache, asked.actor, meetingId, parts.now());
		if (!found.ok) return found;
		const { record, caseId } = found.value;
		name = exportFileName(record, 'actions.csv');
		const bytes = new TextEncoder().encode(csvText(ofTheRecord(record.language).actionRows(record)));
		const contentSha256 = createHash('sha256').update(bytes).digest('hex');
		return done({
			...{ act: 'export-action-list' as const, format: 'CSV', caseId, meetingId, profile: 'ACTIONS' },
			...{ ...use, purpose: purposeIn(record.language, use.purpose) },
			draw: async () => ({ bytes, contentSha256 })
		});
	});
	if (!given.ok) return given;
	const { number, bytes } = given.value;
	return done({ name: numbered(name, 'actions.csv', number), contentType: 'text/csv; charset=utf-8', bytes });
}

/** "...-OFFICIAL-SENSITIVE-export-31.pdf" */
const numbered = (name: string, extension: string, number: number): string =>
	`${name.slice(0, -extension.length - 1)}-export-${number}.${extension}`;
