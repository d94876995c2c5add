import { redirect } from '@sveltejs/kit';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCaseAccess } from '#server/application/read-case-access.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the MAPPA unit that keeps the lists; whoever excluded themselves comes back to the list of cases. */
export const load: PageServerLoad = async (event) => {
	const page = await readCaseAccess(app().database, signedIn(event), event.params.caseId, new Date());
	if (!page.ok && event.url.searchParams.has('saved')) redirect(303, '/cases');
	return page.ok ? page.value : refusePage(page);
};

const after = (id: string) => `/cases/${id}/access?saved`;
export const actions = {
	'exclude-person': areaAction('exclude-person', { after }),
	'end-exclusion': areaAction('end-exclusion', { after }),
	'restrict-case': areaAction('restrict-case', { after }),
	'lift-restriction': areaAction('lift-restriction', { after }),
	'name-for-case': areaAction('name-for-case', { after }),
	'unname-for-case': areaAction('unname-for-case', { after })
} satisfies Actions;
