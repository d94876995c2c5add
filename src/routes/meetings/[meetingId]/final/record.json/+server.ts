import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** The canonical record itself, byte for byte: its SHA-256 is the fingerprint printed in the minutes. */
export const GET: RequestHandler = async (event) => {
	const final = await app().readFinal(signedIn(event), event.params.meetingId, 'export-json');
	if (!final.ok) return refusePage(final);
	const bytes = new TextEncoder().encode(final.value.json);
	return new Response(bytes, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${exportFileName(final.value.record, 'json')}"`,
			'cache-control': 'no-store'
		}
	});
};
