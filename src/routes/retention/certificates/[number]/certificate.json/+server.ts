import { fileAnswer } from '#lib/server/board-page.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCertificatePage } from '#server/application/read-retention.ts';
import type { RequestHandler } from './$types';

/** Canonical JSON, byte for byte as it was signed. There is nothing of any case in it. */
export const GET: RequestHandler = async (event) => {
	const page = await readCertificatePage(app(), signedIn(event), Number(event.params.number), 'export-certificate');
	if (!page.ok) return refusePage(page);
	const name = `MAPPA-certificate-of-destruction-${page.value.certificate.number}.json`;
	return fileAnswer(new TextEncoder().encode(page.value.text), 'application/json; charset=utf-8', name);
};
