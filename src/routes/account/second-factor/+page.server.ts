import { redirect } from '@sveltejs/kit';
import { thisSession } from '#lib/server/this-browser.ts';
import type { PageServerLoad } from './$types';

/** For whoever has to set up a second factor before anything else; everybody else has their account's page. */
export const load: PageServerLoad = (event) => {
	if (!thisSession(event).session.owesFactor) redirect(303, '/account');
	return {};
};
