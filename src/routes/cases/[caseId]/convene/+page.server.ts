import { askedByAgency, isInvited } from '#lib/server/asked-by-agency.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readConvening } from '#server/application/read-convening.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readConvening(app().database, signedIn(event), event.params.caseId);
	return page.ok ? { ...page.value, today: londonDate(new Date().toISOString()) } : refusePage(page);
};

export const actions = {
	'convene-meeting': areaAction('convene-meeting', {
		rows: { invitees: isInvited },
		shape: askedByAgency,
		after: (id) => `/meetings/${id}`
	})
} satisfies Actions;
