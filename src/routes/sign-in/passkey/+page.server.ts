import { fail, redirect } from '@sveltejs/kit';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { readStepCookie, removeStepCookie } from '#lib/server/sign-in-cookies.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { sessionBefore, textOf } from '#lib/server/this-browser.ts';
import { signInByPasskey } from '#server/application/second-step.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	const next = localPath(url.searchParams.get('next')) ?? '/';
	if (locals.actor) redirect(303, next);
	return { next };
};

/** One text for a passkey that is nobody's, somebody's who is disabled, or does not answer the question. */
const NO = 'This passkey lets nobody in here. Try again, or sign in with your password.';

export const actions: Actions = {
	default: async (event) => {
		const { cookies, url, request } = event;
		const { env, sessions } = app();
		const typed = textOf(await request.formData(), 'answer');
		const answer = await signInByPasskey(
			app(),
			{
				challenge: readStepCookie(cookies, env.secure, 'passkey-step') ?? '',
				...{ network: clientAddress(event), device: clientDevice(event), before: sessionBefore(event) }
			},
			typed
		);
		removeStepCookie(cookies, env.secure, 'passkey-step');
		if (answer.kind === 'blocked') return fail(429, { message: SIGN_IN_REFUSED.blocked.message });
		if (answer.kind !== 'signed-in') return fail(401, { message: NO });
		setSessionCookie(cookies, sessions, answer.token);
		redirect(303, localPath(url.searchParams.get('next')) ?? '/');
	}
};
