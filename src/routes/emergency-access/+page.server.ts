import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readEmergency } from '#server/application/read-emergency.ts';
import type { Actions, PageServerLoad } from './$types';

/** For whoever may ask, and for the co-ordinator who decides and reviews. For everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const page = await readEmergency(app().database, signedIn(event), new Date());
	return page.ok ? { ...page.value, asked: event.url.searchParams.has('asked') } : refusePage(page);
};

export const actions = {
	// The same answer whether there is such a case or not.
	'ask-emergency-access': areaAction('ask-emergency-access', { after: () => '/emergency-access?asked' }),
	'approve-emergency-access': areaAction('approve-emergency-access'),
	'refuse-emergency-access': areaAction('refuse-emergency-access'),
	'end-emergency-access': areaAction('end-emergency-access'),
	'review-emergency-access': areaAction('review-emergency-access')
} satisfies Actions;
