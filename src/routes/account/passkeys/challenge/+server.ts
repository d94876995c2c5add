import { HTTP_STATUS } from '#lib/result.ts';
import { app } from '#lib/server/running-app.ts';
import { thisSession } from '#lib/server/this-browser.ts';
import { askNewPasskey } from '#server/application/own-sign-in.ts';
import type { RequestHandler } from './$types';

/** What the browser is to make. */
export const POST: RequestHandler = async (event) => {
	const asked = await askNewPasskey(app(), thisSession(event));
	return asked.ok ? Response.json(asked.value) : Response.json({}, { status: HTTP_STATUS[asked.kind] });
};
