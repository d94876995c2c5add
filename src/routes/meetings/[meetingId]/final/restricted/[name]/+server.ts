import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readKeptApart } from '#server/application/kept-apart.ts';
import { NO_MEETING } from '#server/application/load-meeting.ts';
import { exportFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** One note as it was sealed, byte for byte: its SHA-256 is what leads to the number in the minutes. */
export const GET: RequestHandler = async (event) => {
	const { meetingId, name } = event.params;
	const apart = await readKeptApart(app(), signedIn(event), meetingId, 'export-kept-apart', name);
	const note = apart.ok ? apart.value[0] : undefined;
	if (!note) return refusePage(NO_MEETING);
	const bytes = new TextEncoder().encode(note.json);
	return new Response(bytes, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${exportFileName(note.record, 'restricted.json')}"`,
			'cache-control': 'no-store'
		}
	});
};
