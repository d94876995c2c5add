import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { mayGoOnViewing } from '#server/application/read-audits.ts';
import type { RequestHandler } from './$types';

/** Asked again and again by a page that shows an audited meeting: whether it may still be shown. It tells nothing else. */
export const GET: RequestHandler = async (event) => {
	const reading = { database: app().database, now: new Date() };
	const may = await mayGoOnViewing(reading, signedIn(event), event.params.auditId);
	return may ? new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } }) : notFound();
};
