import { redirect } from '@sveltejs/kit';
import { LOOK_COOKIE, lookOf } from '#lib/govuk/look.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { textOf } from '#lib/server/this-browser.ts';

const A_YEAR_S = 365 * 24 * 60 * 60;

/** Light, dark or as the device is set, for this browser. Nothing is known of the person by it, so anybody may choose. */
export const POST = async ({ request, cookies }) => {
	const sent = await request.formData().catch(() => new FormData());
	const look = lookOf(textOf(sent, 'look'));
	const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: app().env.secure } as const;
	if (look === 'device') cookies.delete(LOOK_COOKIE, attributes);
	else cookies.set(LOOK_COOKIE, look, { ...attributes, maxAge: A_YEAR_S });
	redirect(303, localPath(textOf(sent, 'back')) ?? '/');
};
