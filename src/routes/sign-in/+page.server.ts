import { fail, redirect } from '@sveltejs/kit';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { signIn } from '#server/application/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor) redirect(303, localPath(url.searchParams.get('next')) ?? '/');
	return { isDemo: app().env.demo };
};

export const actions: Actions = {
	default: async (event) => {
		const { request, url, locals, cookies } = event;
		const form = await request.formData();
		const text = (name: string) => {
			const value = form.get(name);
			return typeof value === 'string' ? value : '';
		};
		const [email, password] = [text('email'), text('password')];
		if (!email.trim() || !password) {
			const problems = [
				...(email.trim() ? [] : [{ field: 'email', message: 'Enter your e-mail address' }]),
				...(password ? [] : [{ field: 'password', message: 'Enter your password' }])
			];
			return fail(422, { email, problems });
		}
		const before = locals.actor && locals.session ? { actor: locals.actor, session: locals.session } : null;
		const answer = await signIn(app(), {
			email,
			password,
			network: clientAddress(event),
			device: clientDevice(event),
			before
		});
		if (answer.kind !== 'signed-in') {
			const { status, message } = SIGN_IN_REFUSED[answer.kind];
			return fail(status, { email, problems: [{ field: 'email', message }] });
		}
		setSessionCookie(cookies, app().sessions, answer.token);
		redirect(303, localPath(url.searchParams.get('next')) ?? '/');
	}
};
