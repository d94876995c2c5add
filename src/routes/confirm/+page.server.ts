import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { PASSWORD_MAX } from '#lib/server/confirm-answer.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { SIGN_IN_REFUSED, stepUpRefused } from '#lib/server/sign-in-words.ts';
import { textOf, thisSession } from '#lib/server/this-browser.ts';
import { readStepUpWays, type StepUpProof, stepUp } from '#server/application/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

const nextOf = ({ url }: Pick<RequestEvent, 'url'>): string => localPath(url.searchParams.get('next')) ?? '/';

export const load: PageServerLoad = async (event) => ({
	back: nextOf(event),
	ways: await readStepUpWays(app(), thisSession(event))
});

type Way = StepUpProof['by'];
const EMPTY: Record<Way, string> = {
	password: 'Enter your password',
	code: 'Enter a code',
	recovery: 'Enter a recovery code',
	passkey: 'No passkey was used'
};

const confirmBy =
	(by: Way, field: string) =>
	async (event: RequestEvent): Promise<ActionFailure<{ by: Way; problem: string }>> => {
		const signedIn = thisSession(event);
		const typed = textOf(await event.request.formData(), field);
		if (typed === '') return fail(422, { by, problem: EMPTY[by] });
		const tooLong = by !== 'passkey' && typed.length > PASSWORD_MAX;
		const answer = tooLong ? ({ kind: 'wrong' } as const) : await stepUp(app(), signedIn, { by, typed });
		if (answer.kind === 'ended') redirect(303, `/sign-in?next=${encodeURIComponent(nextOf(event))}`);
		if (answer.kind !== 'confirmed')
			return fail(SIGN_IN_REFUSED[answer.kind].status, { by, problem: stepUpRefused(by, answer.kind) });
		setSessionCookie(event.cookies, app().sessions, answer.token);
		redirect(303, nextOf(event));
	};

export const actions: Actions = {
	password: confirmBy('password', 'password'),
	code: confirmBy('code', 'code'),
	recovery: confirmBy('recovery', 'recovery'),
	passkey: confirmBy('passkey', 'answer')
};
