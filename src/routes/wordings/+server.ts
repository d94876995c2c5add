import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { asLanguage, LANGUAGE } from '#lib/welsh/language.ts';
import { readWordings } from '#server/application/wordings.ts';
import type { RequestHandler } from './$types';

/** The area's recurring wording, for the fields of a room: asked for when the first ; is typed. */
export const GET: RequestHandler = async (event) => {
	const language = asLanguage(event.url.searchParams.get('language')) ?? LANGUAGE;
	const wordings = await readWordings(app().database, signedIn(event), language);
	return wordings.ok ? json(wordings.value, { headers: { 'cache-control': 'no-store' } }) : refusePage(wordings);
};
