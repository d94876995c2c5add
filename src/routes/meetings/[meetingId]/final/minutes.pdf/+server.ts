import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** The sealed PDF as it was stored at the lock; every download is in the audit. */
export const GET: RequestHandler = async (event) => {
	const final = await app().readFinal(signedIn(event), event.params.meetingId, 'export-pdf');
	if (!final.ok) return refusePage(final);
	const { pdf, record } = final.value;
	return new Response(new Uint8Array(pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(pdf.byteLength),
			'content-disposition': `attachment; filename="${exportFileName(record, 'pdf')}"`,
			'cache-control': 'no-store'
		}
	});
};
