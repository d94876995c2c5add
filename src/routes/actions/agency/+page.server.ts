import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readOwedActions } from '#server/application/read-actions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readOwedActions(app().database, signedIn(event), new Date());
	return page.ok ? page.value : refusePage(page);
};
