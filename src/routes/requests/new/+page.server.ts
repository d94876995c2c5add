import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readNewRequest } from '#server/application/read-requests.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const caseId = event.url.searchParams.get('case');
	const view = await readNewRequest(app(), signedIn(event), caseId || null, new Date());
	if (!view.ok) return refusePage(view);
	return { ...view.value, meetingId: event.url.searchParams.get('meeting') };
};

export const actions = {
	'open-request': areaAction('open-request', { after: (id) => `/requests/${id}` })
} satisfies Actions;
