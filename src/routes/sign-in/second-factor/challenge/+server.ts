import { app } from '#lib/server/running-app.ts';
import { readStepCookie } from '#lib/server/sign-in-cookies.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { askSecondStep } from '#server/application/second-step.ts';
import type { RequestHandler } from './$types';

/** What the browser asks a passkey of whoever has just entered the password. */
export const POST: RequestHandler = async ({ cookies }) => {
	const token = readStepCookie(cookies, app().env.secure, 'second-step');
	const options = token && (await askSecondStep(app(), token));
	return options ? Response.json(options) : notFound();
};
