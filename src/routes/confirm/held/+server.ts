import { redirect } from '@sveltejs/kit';
import { htmlAnswer } from '#lib/server/away-answer.ts';
import { confirmPage, PASSWORD_MAX } from '#lib/server/confirm-answer.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { HELD_FIELD, heldAnswer } from '#lib/server/signed-out-answer.ts';
import { PASSWORD_REFUSED, stepUp } from '#server/application/sign-in.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => redirect(303, '/confirm');

/** The password, and the form that waits for it. */
export const POST: RequestHandler = async ({ request, cookies, locals }) => {
	const { actor, session } = locals;
	if (!actor || !session) redirect(303, '/sign-in');
	const data = await request.formData();
	const text = (name: string) => {
		const value = data.get(name);
		return typeof value === 'string' ? value : '';
	};
	const [password, sealed] = [text('password').slice(0, PASSWORD_MAX + 1), text(HELD_FIELD)];
	const answer =
		password.length > PASSWORD_MAX ? ({ kind: 'wrong' } as const) : await stepUp(app(), { actor, session }, password);
	if (answer.kind === 'ended') redirect(303, '/sign-in');
	if (answer.kind !== 'confirmed')
		return htmlAnswer(confirmPage(sealed || null, PASSWORD_REFUSED[answer.kind]), SIGN_IN_REFUSED[answer.kind].status);
	setSessionCookie(cookies, app().sessions, answer.token);
	if (sealed === '') redirect(303, '/');
	return heldAnswer(app().database, session.accountId, sealed, 'confirmed');
};
