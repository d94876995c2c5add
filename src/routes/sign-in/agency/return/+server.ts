import { redirect } from '@sveltejs/kit';
import { AGENCY_REFUSED, agencyPage } from '#lib/server/agency-sign-in-answer.ts';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { readStepCookie, setStepCookie } from '#lib/server/sign-in-cookies.ts';
import { sessionBefore } from '#lib/server/this-browser.ts';
import { finishAgencySignIn, returnAddress } from '#server/application/agency-sign-in.ts';
import type { RequestHandler } from './$types';

/** Where an agency's provider sends the browser back to: the exact address that it was told. */
export const GET: RequestHandler = async (event) => {
	const { cookies, url } = event;
	const { env, sessions } = app();
	const answer = await finishAgencySignIn(app(), {
		url: new URL(returnAddress(env.origin) + url.search),
		browser: readStepCookie(cookies, env.secure, 'agency-step'),
		...{ network: clientAddress(event), device: clientDevice(event), before: sessionBefore(event) }
	});
	if (!('next' in answer)) return agencyPage(AGENCY_REFUSED[answer.kind]);
	if (answer.kind === 'second-step') {
		setStepCookie(cookies, env.secure, 'second-step', answer.challenge);
		redirect(303, `/sign-in/second-factor?next=${encodeURIComponent(answer.next)}`);
	}
	setSessionCookie(cookies, sessions, answer.token);
	redirect(303, answer.next);
};
