import { contactAction } from '#lib/server/absence-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readContactsPage } from '#server/application/read-absences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readContactsPage(app().database, signedIn(event));
	return page.ok ? { agencies: page.value } : refusePage(page);
};

export const actions = { 'set-agency-contact': contactAction } satisfies Actions;
