import { fail, redirect } from '@sveltejs/kit';
import { PASSWORD_MAX } from '#lib/server/confirm-answer.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { PASSWORD_REFUSED, stepUp } from '#server/application/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	signedIn(event);
	return { back: localPath(event.url.searchParams.get('next')) ?? '/' };
};

export const actions: Actions = {
	default: async ({ request, url, locals, cookies }) => {
		const { actor, session } = locals;
		const next = localPath(url.searchParams.get('next')) ?? '/';
		if (!actor || !session) redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
		const typed = (await request.formData()).get('password');
		const password = typeof typed === 'string' ? typed.slice(0, PASSWORD_MAX + 1) : '';
		if (password === '') return fail(422, { problem: 'Enter your password' });
		const answer =
			password.length > PASSWORD_MAX ? ({ kind: 'wrong' } as const) : await stepUp(app(), { actor, session }, password);
		if (answer.kind === 'ended') redirect(303, `/sign-in?next=${encodeURIComponent(next)}`);
		if (answer.kind !== 'confirmed')
			return fail(SIGN_IN_REFUSED[answer.kind].status, { problem: PASSWORD_REFUSED[answer.kind] });
		setSessionCookie(cookies, app().sessions, answer.token);
		redirect(303, next);
	}
};
