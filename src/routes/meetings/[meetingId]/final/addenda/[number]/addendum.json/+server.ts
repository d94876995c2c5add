import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { readAddendumFile } from '#server/application/read-addenda.ts';
import { addendumFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** One addendum with its seal, to be checked by itself or beside its record; every download is in the audit (R18). */
export const GET: RequestHandler = async (event) => {
	const actor = signedIn(event);
	confirmFirst(event);
	const { meetingId, number } = event.params;
	const found = await readAddendumFile(app(), actor, meetingId, Number(number), 'export-addendum-json');
	if (!found.ok) return refusePage(found);
	const addendum = JSON.parse(found.value.record);
	const file = { schema: 'mapp-meeting-sealed-addendum/1', addendum, ...JSON.parse(found.value.seal) };
	const bytes = new TextEncoder().encode(canonicalJson(file));
	return new Response(bytes, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${addendumFileName(addendum, 'json')}"`,
			'cache-control': 'no-store'
		}
	});
};
