import { redirect } from '@sveltejs/kit';
import { chooseLanguage } from '#lib/server/language-cookie.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { textOf } from '#lib/server/this-browser.ts';
import { asLanguage, LANGUAGE } from '#lib/welsh/language.ts';

/** English or Welsh: for this browser, and for the person's account when somebody is signed in. */
export const POST = async ({ request, cookies, locals }) => {
	const sent = await request.formData().catch(() => new FormData());
	const language = asLanguage(textOf(sent, 'language')) ?? LANGUAGE;
	await chooseLanguage(cookies, app(), language, locals.session?.accountId ?? null);
	redirect(303, localPath(textOf(sent, 'back')) ?? '/');
};
