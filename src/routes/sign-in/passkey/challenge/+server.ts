import { app } from '#lib/server/running-app.ts';
import { setStepCookie } from '#lib/server/sign-in-cookies.ts';
import { askPasskeySignIn } from '#server/application/second-step.ts';
import type { RequestHandler } from './$types';

/** What the browser asks whichever passkey its person has for this service. */
export const POST: RequestHandler = async ({ cookies }) => {
	const { options, challenge } = await askPasskeySignIn(app());
	setStepCookie(cookies, app().env.secure, 'passkey-step', challenge);
	return Response.json(options);
};
