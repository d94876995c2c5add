import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readVersionsPage } from '#server/application/read-versions-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const view = await readVersionsPage(app(), signedIn(event), meetingId);
	if (!view.ok) return refusePage(view);
	return { meetingId, ...view.value };
};

export const actions = { 'mark-record': areaAction('mark-record') } satisfies Actions;
