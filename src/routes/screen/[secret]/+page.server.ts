import { redirect } from '@sveltejs/kit';
import { keepScreenLanguage } from '#lib/server/language-cookie.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { LANGUAGE } from '#lib/welsh/language.ts';
import { lookAtWallScreen } from '#server/application/wall-screen.ts';
import { speakerOf } from '#server/speakers.ts';
import type { PageServerLoad } from './$types';

/**
 * The screen on the wall, for whoever has its link: nobody is signed in for it, and it tells of nothing but item and time. It
 * hangs before everybody, so it speaks the language of the record and not of whoever's computer shows it.
 */
export const load: PageServerLoad = async ({ params, url, cookies }) => {
	const seen = await lookAtWallScreen(app(), params.secret);
	if (!seen) return notFound();
	const { view, language } = seen;
	// Asked once: a browser that keeps no cookie is shown the screen as it can be.
	if (language !== LANGUAGE && url.searchParams.get('language') !== language && speakerOf(language)) {
		keepScreenLanguage(cookies, app(), language);
		redirect(303, `${url.pathname}?language=${language}`);
	}
	return { wide: true, view };
};
