/**
 * Says of one file whether it is what was sealed: by whom, when, and with what, or exactly what does not match. Needs nothing
 * but the file: no server, no network, no clock.
 */
import { canonicalJson } from '../seal/canonical-json.ts';
import { sha256Of } from '../seal/sha256.ts';
import { type Group, isGroup, ownText, readJson } from './read-json.ts';
import { verifyAddendum } from './verify-addendum.ts';
import { type Answer, NOBODY, type Notes, type Trust, takeNotes, unreadable } from './verify-answer.ts';
import { type FileBeside, verifyBundle } from './verify-bundle.ts';
import { verifyDestruction } from './verify-destruction.ts';
import { isPdf, verifyPdf } from './verify-pdf.ts';
import { bareRecord, verifyRecord } from './verify-record.ts';
import { verifyVersion } from './verify-version.ts';

/** Larger than any file of this service by far. */
export const FILE_LIMIT = 256 * 1024 * 1024;

/** @param beside the other files of the same drop or command line, for the list of an archive */
export async function verifyFile(
	bytes: Uint8Array<ArrayBuffer>,
	trust: Trust = NOBODY,
	beside: readonly FileBeside[] = []
): Promise<Answer> {
	if (bytes.length === 0) return unreadable('The file is empty.');
	if (bytes.length > FILE_LIMIT) return unreadable('The file is larger than 256 MB; nothing this service seals is.');
	if (isPdf(bytes)) return verifyPdf(bytes, trust);
	const first = bytes.find((byte) => byte > 0x20);
	if (first !== 0x7b) return unreadable('The file is neither JSON nor PDF.');
	const read = readJson(bytes);
	if (!read.ok) return unreadable(read.why);
	if (!isGroup(read.value)) return unreadable('The file is JSON, but nothing this service seals.');
	const notes = takeNotes();
	notes.check(
		read.isCanonical,
		'Every byte of the file is where it belongs.',
		`The file is not written as it was sealed (first at letter ${read.differsAt + 1}): something was added, written twice or written differently.`
	);
	return kindOf(read.value, notes, trust, beside, read.isCanonical);
}

async function kindOf(
	file: Group,
	notes: Notes,
	trust: Trust,
	beside: readonly FileBeside[],
	isCanonical: boolean
): Promise<Answer> {
	const schema = ownText(file, 'schema');
	if (schema === 'mapp-meeting-sealed-record/1') return verifyRecord(file, notes, trust);
	if (schema === 'mapp-meeting-record-version/1') return verifyVersion(file, notes, trust);
	if (schema === 'mapp-meeting-sealed-addendum/1') return verifyAddendum(file, notes, trust);
	if (schema === 'mapp-case-bundle/1') return verifyBundle(file, notes, trust, beside);
	if (schema === 'mapp-destruction-certificate/1') return verifyDestruction(file, notes, trust);
	if (/^mapp-meeting-final-minutes\/\d+$/.test(schema))
		return isCanonical ? bareRecord(file) : notes.answer('bare-record', `Final minutes ${ownText(file, 'reference')}`);
	if (schema === 'mapp-meeting-kept-apart/1') return keptApart(file, notes, isCanonical);
	return unreadable('The file is JSON, but nothing this service seals.');
}

/** A restricted note: covered by its record's number, which is checked where it is read. */
function keptApart(file: Group, notes: Notes, isCanonical: boolean): Answer {
	const title = `Restricted note of meeting ${ownText(file, 'reference')}`;
	notes.fact('Reference', ownText(file, 'reference'));
	notes.fact('Fingerprint of this file', (sha256Of(canonicalJson(file)).match(/.{4}/g) ?? []).join(' '));
	notes.note(
		'A restricted note has no seal of its own. Its fingerprint stands on the page where it is read, with the way to the number in the record.'
	);
	const answer = notes.answer('kept-apart', title);
	return isCanonical ? { ...answer, verdict: 'no-seal' } : answer;
}
