import { sealedFileText } from '#lib/seal/sealed-file.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { exportFileName } from '#server/export/file-name.ts';
import type { RequestHandler } from './$types';

/** The record with its seal, byte for byte the same each time; one from before there were seals is the canonical record alone. */
export const GET: RequestHandler = async (event) => {
	const final = await app().readFinal(signedIn(event), event.params.meetingId, 'export-json');
	if (!final.ok) return refusePage(final);
	const { sealed, json } = final.value;
	const bytes = new TextEncoder().encode(sealed ? sealedFileText(sealed) : json);
	return new Response(bytes, {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${exportFileName(final.value.record, 'json')}"`,
			'cache-control': 'no-store'
		}
	});
};
