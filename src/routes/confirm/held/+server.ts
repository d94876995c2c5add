import { redirect } from '@sveltejs/kit';
import { htmlAnswer } from '#lib/server/away-answer.ts';
import { confirmPage, PASSWORD_MAX } from '#lib/server/confirm-answer.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { SIGN_IN_REFUSED, stepUpRefused } from '#lib/server/sign-in-words.ts';
import { HELD_FIELD, heldAnswer } from '#lib/server/signed-out-answer.ts';
import { textOf, thisSession } from '#lib/server/this-browser.ts';
import { readStepUpWays, type StepUpProof, stepUp, stepUpOwed } from '#server/application/sign-in.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = () => redirect(303, '/confirm');

/** By what it was shown: the one field that was filled in. */
function proofIn(data: FormData): StepUpProof | null {
	for (const by of ['code', 'recovery', 'password'] as const) {
		const typed = textOf(data, by);
		if (typed !== '') return { by, typed };
	}
	return null;
}

/** The password or what stands for it, and the form that waits for it. */
export const POST: RequestHandler = async (event) => {
	const { request, cookies } = event;
	const signedIn = thisSession(event);
	const { session } = signedIn;
	const data = await request.formData();
	const sealed = textOf(data, HELD_FIELD);
	const asked = async (problem: string, status: number) =>
		htmlAnswer(confirmPage(sealed || null, await readStepUpWays(app(), signedIn), problem), status);
	const proof = proofIn(data);
	if (proof === null) {
		// A passkey needs a page with a script: it was used in another tab.
		if (stepUpOwed(session.stepUpAt, new Date())) return asked('You have not shown yet that it is you.', 401);
	} else {
		const tooLong = proof.typed.length > PASSWORD_MAX;
		const answer = tooLong ? ({ kind: 'wrong' } as const) : await stepUp(app(), signedIn, proof);
		if (answer.kind === 'ended') redirect(303, '/sign-in');
		if (answer.kind !== 'confirmed')
			return asked(stepUpRefused(proof.by, answer.kind), SIGN_IN_REFUSED[answer.kind].status);
		setSessionCookie(cookies, app().sessions, answer.token);
	}
	if (sealed === '') redirect(303, '/');
	return heldAnswer(app(), session.accountId, sealed, 'confirmed');
};
