import { type RequestEvent, redirect } from '@sveltejs/kit';
import { htmlAnswer } from '#lib/server/away-answer.ts';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { markBrowser, readStepCookie, removeStepCookie, setStepCookie } from '#lib/server/sign-in-cookies.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { HELD_FIELD, heldAnswer, noteAccount, secondStepPage, signedOutPage } from '#lib/server/signed-out-answer.ts';
import { sessionBefore, textOf } from '#lib/server/this-browser.ts';
import { answerSecondStep, readStepWays } from '#server/application/second-step.ts';
import { signIn } from '#server/application/sign-in.ts';
import type { RequestHandler } from './$types';

/** As long as a password may be; this address takes larger bodies than the sign-in page. */
const PASSWORD_MAX = 1_000;
const NOT_YET = 'You are not signed in yet.';
const AGAIN = 'That took too long, or there were too many wrong codes. Enter your password again.';

export const GET: RequestHandler = () => redirect(303, '/sign-in');

/** Signs in on the page that holds what was sent after the session had ended. */
export const POST: RequestHandler = async (event) => {
	const data = await event.request.formData();
	const sealed = textOf(data, HELD_FIELD);
	return textOf(data, 'step') === '2' ? secondStep(event, data, sealed) : firstStep(event, data, sealed);
};

async function firstStep(event: RequestEvent, data: FormData, sealed: string): Promise<Response> {
	const { env, keys } = app();
	const [email, password] = [textOf(data, 'email'), textOf(data, 'password').slice(0, PASSWORD_MAX + 1)];
	const answer =
		password.length > PASSWORD_MAX
			? ({ kind: 'wrong' } as const)
			: await signIn(app(), {
					...{ email, password, before: sessionBefore(event) },
					...{ network: clientAddress(event), device: clientDevice(event) },
					knownBrowser: readStepCookie(event.cookies, env.secure, 'known-browser')
				});
	if (answer.kind === 'signed-in' || answer.kind === 'second-step') markBrowser(event.cookies, env.secure, keys, email);
	if (answer.kind === 'second-step') {
		setStepCookie(event.cookies, env.secure, 'second-step', answer.challenge);
		const ways = await readStepWays(app(), answer.challenge);
		return ways ? htmlAnswer(secondStepPage(sealed, ways), 200) : again(sealed);
	}
	if (answer.kind === 'signed-in') return goOn(event, answer, sealed);
	const { status, message } = SIGN_IN_REFUSED[answer.kind];
	return htmlAnswer(signedOutPage(sealed || null, { message, email }), status);
}

async function secondStep(event: RequestEvent, data: FormData, sealed: string): Promise<Response> {
	const { env } = app();
	const { session } = event.locals;
	const [code, recovery] = [textOf(data, 'code'), textOf(data, 'recovery')];
	// A passkey needs a page with a script: it was used in another tab.
	if (session && code === '' && recovery === '')
		return sealed === '' ? redirect(303, '/') : heldAnswer(app(), session.accountId, sealed);
	const challenge = readStepCookie(event.cookies, env.secure, 'second-step') ?? '';
	if (challenge === '' && code === '' && recovery === '')
		return htmlAnswer(signedOutPage(sealed || null, { message: NOT_YET, email: '' }), 401);
	const answer = await answerSecondStep(
		app(),
		{ challenge, network: clientAddress(event), device: clientDevice(event), before: sessionBefore(event) },
		code === '' ? { by: 'recovery', typed: recovery } : { by: 'code', typed: code }
	);
	if (answer.kind === 'signed-in') {
		removeStepCookie(event.cookies, env.secure, 'second-step');
		return goOn(event, answer, sealed);
	}
	const ways = answer.kind === 'void' ? null : await readStepWays(app(), challenge);
	if (!ways) return again(sealed);
	const { status, message } = SIGN_IN_REFUSED[answer.kind === 'blocked' ? 'blocked' : 'wrong'];
	const said = answer.kind === 'blocked' ? message : 'That did not work. Try again, or try another way';
	return htmlAnswer(secondStepPage(sealed, ways, said), status);
}

const again = (sealed: string): Response =>
	htmlAnswer(signedOutPage(sealed || null, { message: AGAIN, email: '' }), 401);

async function goOn(
	{ cookies }: RequestEvent,
	{ token, accountId }: { readonly token: string; readonly accountId: string },
	sealed: string
): Promise<Response> {
	const { sessions, env } = app();
	setSessionCookie(cookies, sessions, token);
	noteAccount(cookies, accountId, env.secure);
	if (sealed === '') redirect(303, '/');
	return heldAnswer(app(), accountId, sealed);
}
