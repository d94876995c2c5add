import { fail, redirect } from '@sveltejs/kit';
import { END_REASONS } from '#lib/people/session-kinds.ts';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { markBrowser, readStepCookie, setStepCookie } from '#lib/server/sign-in-cookies.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { sessionBefore, textOf } from '#lib/server/this-browser.ts';
import { agencySignOutPage } from '#server/application/agency-sign-in.ts';
import { signIn } from '#server/application/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The question after the password is void: said here, where the password is asked for again. */
const AGAIN = 'That took too long, or there were too many wrong codes. Enter your password again.';

export const load: PageServerLoad = async ({ locals, url, request }) => {
	const next = localPath(url.searchParams.get('next')) ?? '/';
	if (locals.actor) redirect(303, next);
	const { env, sessions } = app();
	const ended = await sessions.endReason(request.headers.get('cookie'));
	const isAgain = url.searchParams.has('again');
	const left = url.searchParams.get('left');
	const there = left && (await agencySignOutPage(app(), left));
	return {
		isDemo: env.demo,
		next,
		signOutAt: there ? there.href : null,
		said: isAgain ? AGAIN : ended && END_REASONS[ended]
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { request, url, cookies } = event;
		const { env, keys, sessions } = app();
		const form = await request.formData();
		const [email, password] = [textOf(form, 'email'), textOf(form, 'password')];
		if (!email.trim() || !password) {
			const problems = [
				...(email.trim() ? [] : [{ field: 'email', message: 'Enter your e-mail address' }]),
				...(password ? [] : [{ field: 'password', message: 'Enter your password' }])
			];
			return fail(422, { email, problems });
		}
		const answer = await signIn(app(), {
			...{ email, password, before: sessionBefore(event) },
			...{ network: clientAddress(event), device: clientDevice(event) },
			knownBrowser: readStepCookie(cookies, env.secure, 'known-browser')
		});
		if (answer.kind !== 'signed-in' && answer.kind !== 'second-step') {
			const { status, message } = SIGN_IN_REFUSED[answer.kind];
			return fail(status, { email, problems: [{ field: 'email', message }] });
		}
		const next = localPath(url.searchParams.get('next')) ?? '/';
		markBrowser(cookies, env.secure, keys, email);
		if (answer.kind === 'second-step') {
			setStepCookie(cookies, env.secure, 'second-step', answer.challenge);
			redirect(303, `/sign-in/second-factor?next=${encodeURIComponent(next)}`);
		}
		setSessionCookie(cookies, sessions, answer.token);
		redirect(303, next);
	}
};
