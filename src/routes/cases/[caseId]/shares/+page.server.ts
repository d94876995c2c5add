import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCaseShares } from '#server/application/read-shares.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readCaseShares(app().database, signedIn(event), event.params.caseId, new Date());
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'share-case': areaAction('share-case'),
	'end-share': areaAction('end-share')
} satisfies Actions;
