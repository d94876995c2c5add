import { areaAction, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { textOf } from '#lib/server/this-browser.ts';
import { returnAddress } from '#server/application/agency-sign-in.ts';
import { readAgencySignIns, tryAgencySignIn } from '#server/application/set-agency-sign-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** For system administrators alone. */
export const load: PageServerLoad = async (event) => {
	const all = await readAgencySignIns(app().database, signedIn(event));
	return all.ok ? { all: all.value, back: returnAddress(app().env.origin) } : refusePage(all);
};

const tryIt = async (event: RequestEvent) => {
	const data = await event.request.formData();
	const agencyId = textOf(data, 'agencyId');
	const tried = await tryAgencySignIn(app(), signedIn(event), agencyId);
	return tried.ok ? { tried: { agencyId, wrong: tried.value } } : refused(tried, 'try-agency-sign-in', data);
};

export const actions = {
	'set-agency-sign-in': areaAction('set-agency-sign-in'),
	'try-agency-sign-in': tryIt
} satisfies Actions;
