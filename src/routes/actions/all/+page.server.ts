import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { ACTION_FILTERS, readActionsLookedAfter } from '#server/application/read-actions.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const asked = (name: string): string => event.url.searchParams.get(name) ?? '';
	const show = ACTION_FILTERS.find((one) => one === asked('show')) ?? 'all';
	const filter = { show, agency: asked('agency'), caseRef: asked('case') };
	const page = await readActionsLookedAfter(app().database, actor, filter, new Date());
	return page.ok ? { ...page.value, filters: ACTION_FILTERS } : refusePage(page);
};
