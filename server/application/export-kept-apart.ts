/** A text kept apart from the minutes as a file, for somebody it is for: as it was sealed, byte for byte. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { meeting } from '#drizzle/schema.ts';
import { done, type Result } from '#lib/result.ts';
import { exportFileName } from '../export/file-name.ts';
import { purposeIn } from '../of-the-record.ts';
import { type ExportAsked, type ExportParts, exportFile } from './export-file.ts';
import type { FileAnswer } from './export-minutes.ts';
import { readKeptApart } from './kept-apart.ts';
import { NO_MEETING } from './load-meeting.ts';
import type { ReadDependencies } from './read-room.ts';

export async function exportKeptApart(
	parts: ExportParts & ReadDependencies,
	asked: ExportAsked,
	meetingId: string,
	name: string,
	own: { readonly recipient: string; readonly purpose: string }
): Promise<Result<FileAnswer>> {
	const apart = await readKeptApart(parts, asked.actor, meetingId, null, name);
	const note = apart.ok ? apart.value[0] : undefined;
	if (!note) return NO_MEETING;
	const bytes = new TextEncoder().encode(note.json);
	const contentSha256 = createHash('sha256').update(bytes).digest('hex');
	const given = await exportFile(parts, asked, async (tx) => {
		const [row] = await tx.select({ caseId: meeting.caseId }).from(meeting).where(eq(meeting.id, meetingId));
		if (!row) return NO_MEETING;
		return done({
			...{ act: 'export-kept-apart' as const, format: 'JSON', caseId: row.caseId, meetingId, profile: 'RESTRICTED' },
			...{ ...own, purpose: purposeIn(note.language, own.purpose) },
			draw: async () => ({ bytes, contentSha256 })
		});
	});
	if (!given.ok) return given;
	return done({
		name: exportFileName(note.record, 'restricted.json'),
		contentType: 'application/json; charset=utf-8',
		bytes
	});
}
