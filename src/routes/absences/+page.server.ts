import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAbsenceLists } from '#server/application/read-absences.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const lists = await readAbsenceLists(app().database, signedIn(event), new Date());
	return lists.ok ? lists.value : refusePage(lists);
};
