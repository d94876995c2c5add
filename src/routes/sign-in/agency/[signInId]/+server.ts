import { redirect } from '@sveltejs/kit';
import { AGENCY_REFUSED, agencyPage } from '#lib/server/agency-sign-in-answer.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { readStepCookie, setStepCookie } from '#lib/server/sign-in-cookies.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { sessionBefore } from '#lib/server/this-browser.ts';
import { beginAgencySignIn } from '#server/application/agency-sign-in.ts';
import type { RequestHandler } from './$types';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sends the browser to the agency's provider. A link and no form: a form's answer may lead nowhere else (form-action). */
export const GET: RequestHandler = async (event) => {
	const { cookies, params, url } = event;
	if (!ID.test(params.signInId)) return notFound();
	const next = localPath(url.searchParams.get('next')) ?? '/';
	const again = url.searchParams.has('again') ? sessionBefore(event) : null;
	const browser = readStepCookie(cookies, app().env.secure, 'agency-step');
	const begun = await beginAgencySignIn(app(), { signInId: params.signInId, next, browser, again });
	if (begun.kind === 'missing') return notFound();
	if (begun.kind === 'away') return agencyPage(AGENCY_REFUSED.away);
	setStepCookie(cookies, app().env.secure, 'agency-step', begun.browser);
	redirect(303, begun.to.href);
};
