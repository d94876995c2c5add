import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readCase } from '#server/application/read-case.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const now = new Date();
	const page = await readCase(app().database, signedIn(event), event.params.caseId, now);
	return page.ok ? { ...page.value, today: londonDate(now.toISOString()) } : refusePage(page);
};
