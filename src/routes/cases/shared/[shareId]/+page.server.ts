import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReceivedShare } from '#server/application/read-shares.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readReceivedShare(app().database, signedIn(event), event.params.shareId);
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'accept-share': areaAction('accept-share'),
	'decline-share': areaAction('decline-share'),
	'end-share': areaAction('end-share')
} satisfies Actions;
