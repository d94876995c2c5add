import { redirect } from '@sveltejs/kit';
import { htmlAnswer } from '#lib/server/away-answer.ts';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { HELD_FIELD, heldAnswer, noteAccount, signedOutPage } from '#lib/server/signed-out-answer.ts';
import { signIn } from '#server/application/sign-in.ts';
import type { RequestHandler } from './$types';

/** As long as a password may be; this address takes larger bodies than the sign-in page. */
const PASSWORD_MAX = 1_000;

export const GET: RequestHandler = () => redirect(303, '/sign-in');

/** Signs in on the page that holds what was sent after the session had ended. */
export const POST: RequestHandler = async (event) => {
	const { request, cookies, locals } = event;
	const data = await request.formData();
	const text = (name: string) => {
		const value = data.get(name);
		return typeof value === 'string' ? value : '';
	};
	const [email, password, sealed] = [text('email'), text('password').slice(0, PASSWORD_MAX + 1), text(HELD_FIELD)];
	const before = locals.actor && locals.session ? { actor: locals.actor, session: locals.session } : null;
	const tooLong = password.length > PASSWORD_MAX;
	const answer = tooLong
		? ({ kind: 'wrong' } as const)
		: await signIn(app(), { email, password, network: clientAddress(event), device: clientDevice(event), before });
	if (answer.kind !== 'signed-in') {
		const { status, message } = SIGN_IN_REFUSED[answer.kind];
		return htmlAnswer(signedOutPage(sealed || null, { message, email }), status);
	}
	const { sessions, database, env } = app();
	setSessionCookie(cookies, sessions, answer.token);
	noteAccount(cookies, answer.accountId, env.secure);
	if (sealed === '') redirect(303, '/');
	return heldAnswer(database, answer.accountId, sealed);
};
