import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { readStepCookie, removeStepCookie } from '#lib/server/sign-in-cookies.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { sessionBefore, textOf } from '#lib/server/this-browser.ts';
import type { FactorProof } from '#server/application/prove-factor.ts';
import { answerSecondStep, readStepWays } from '#server/application/second-step.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = Pick<RequestEvent, 'url'>;
const nextOf = ({ url }: Event): string => localPath(url.searchParams.get('next')) ?? '/';
const again = (event: Event): never => redirect(303, `/sign-in?again=1&next=${encodeURIComponent(nextOf(event))}`);

export const load: PageServerLoad = async (event) => {
	if (event.locals.actor) redirect(303, nextOf(event));
	const token = readStepCookie(event.cookies, app().env.secure, 'second-step');
	const ways = token && (await readStepWays(app(), token));
	return ways ? { ways, next: nextOf(event) } : again(event);
};

/** One text whatever was wrong. */
const NO = 'That did not work. Try again, or try another way';

const answerBy =
	(by: FactorProof['by'], field: string) =>
	async (event: RequestEvent): Promise<ActionFailure<{ by: FactorProof['by']; message: string }>> => {
		const { cookies, request } = event;
		const { env, sessions } = app();
		const challenge = readStepCookie(cookies, env.secure, 'second-step');
		if (challenge === null) return again(event);
		const typed = textOf(await request.formData(), field).slice(0, 16_000);
		if (typed.trim() === '') return fail(422, { by, message: 'Enter a code' });
		const answer = await answerSecondStep(
			app(),
			{ challenge, network: clientAddress(event), device: clientDevice(event), before: sessionBefore(event) },
			{ by, typed }
		);
		if (answer.kind === 'blocked') return fail(429, { by, message: SIGN_IN_REFUSED.blocked.message });
		if (answer.kind === 'wrong') return fail(401, { by, message: NO });
		removeStepCookie(cookies, env.secure, 'second-step');
		if (answer.kind === 'void') return again(event);
		setSessionCookie(cookies, sessions, answer.token);
		redirect(303, nextOf(event));
	};

export const actions: Actions = {
	code: answerBy('code', 'code'),
	recovery: answerBy('recovery', 'recovery'),
	passkey: answerBy('passkey', 'answer')
};
