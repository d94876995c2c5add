import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { readAddendumFile } from '#server/application/read-addenda.ts';
import { addendumFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** The sealed PDF of one addendum as it was stored; every download is in the audit (R18). */
export const GET: RequestHandler = async (event) => {
	const actor = signedIn(event);
	confirmFirst(event);
	const { meetingId, number } = event.params;
	const found = await readAddendumFile(app(), actor, meetingId, Number(number), 'export-addendum-pdf');
	if (!found.ok) return refusePage(found);
	return new Response(new Uint8Array(found.value.pdf), {
		headers: {
			'content-type': 'application/pdf',
			'content-length': String(found.value.pdf.byteLength),
			'content-disposition': `attachment; filename="${addendumFileName(JSON.parse(found.value.record), 'pdf')}"`,
			'cache-control': 'no-store'
		}
	});
};
