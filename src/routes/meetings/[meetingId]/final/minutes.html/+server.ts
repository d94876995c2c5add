import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportFileName } from '#server/export/file-name.ts';
import { renderHtml } from '#server/export/minutes-html.ts';
import type { RequestHandler } from './$types';

/** The sealed record as one HTML file, to read on any screen or with a screen reader, with the same fingerprint. */
export const GET: RequestHandler = async (event) => {
	const final = await app().readFinal(signedIn(event), event.params.meetingId, 'export-html');
	if (!final.ok) return refusePage(final);
	const { record, sha256 } = final.value;
	const file = renderHtml(record, sha256, { demonstration: app().env.demo });
	const bytes = new TextEncoder().encode(file);
	return new Response(bytes, {
		headers: {
			'content-type': 'text/html; charset=utf-8',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${exportFileName(record, 'html')}"`,
			'cache-control': 'no-store'
		}
	});
};
