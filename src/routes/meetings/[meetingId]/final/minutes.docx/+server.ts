import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportFileName } from '#server/export/file-name.ts';
import { renderDocx } from '#server/export/minutes-docx.ts';
import type { RequestHandler } from './$types';

/** The sealed record as a Word document, to quote from: drawn on demand, with the same fingerprint. */
export const GET: RequestHandler = async (event) => {
	const final = await app().readFinal(signedIn(event), event.params.meetingId, 'export-docx');
	if (!final.ok) return refusePage(final);
	const { record, sha256 } = final.value;
	const file = renderDocx(record, sha256, { demonstration: app().env.demo });
	const bytes = new Uint8Array(file);
	return new Response(bytes, {
		headers: {
			'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${exportFileName(record, 'docx')}"`,
			'cache-control': 'no-store'
		}
	});
};
