import { fail, redirect } from '@sveltejs/kit';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { type SignInAnswer, signIn } from '#server/application/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
	if (locals.actor) redirect(303, localPath(url.searchParams.get('next')) ?? '/');
	return { isDemo: app().env.demo };
};

/** One text for an unknown address, a wrong password and a disabled account (promises L-1). */
const REFUSED: Record<Exclude<SignInAnswer['kind'], 'signed-in'>, { status: number; message: string }> = {
	wrong: { status: 401, message: 'The e-mail address or the password is not right' },
	blocked: { status: 429, message: 'There were too many tries. Wait 15 minutes and try again' },
	busy: { status: 503, message: 'Many people are signing in just now. Wait a minute and try again' }
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
		const answer = await signIn(app(), { email, password, network: clientAddress(event), before });
		if (answer.kind !== 'signed-in') {
			const { status, message } = REFUSED[answer.kind];
			return fail(status, { email, problems: [{ field: 'email', message }] });
		}
		setSessionCookie(cookies, app().sessions, answer.token);
		redirect(303, localPath(url.searchParams.get('next')) ?? '/');
	}
};

/** Behind a proxy whose header is missing there is no address: all such tries share one count. */
function clientAddress(event: { getClientAddress: () => string }): string {
	try {
		return event.getClientAddress();
	} catch {
		return 'unknown';
	}
}
