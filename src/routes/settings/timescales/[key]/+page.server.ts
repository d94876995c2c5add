import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAreaNumberPage } from '#server/application/read-area-numbers.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	if (mayRunInArea(actor, 'set-area-number')) return notFound();
	const page = await readAreaNumberPage(app().database, actor, event.params.key, new Date());
	return page.ok ? page.value : refusePage(page);
};

export const actions = { 'set-area-number': areaAction('set-area-number') } satisfies Actions;
