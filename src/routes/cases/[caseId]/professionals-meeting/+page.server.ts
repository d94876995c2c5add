import { isMappaUnit } from '#lib/identity.ts';
import { askedByAgency, isInvited } from '#lib/server/asked-by-agency.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readConvening } from '#server/application/read-convening.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const page = await readConvening(app().database, actor, event.params.caseId, 'PROFESSIONALS');
	if (!page.ok) return refusePage(page);
	const { personId } = actor;
	return {
		...page.value,
		today: londonDate(new Date().toISOString()),
		/** who convenes is proposed as the chair, unless the unit does it for the lead agency */
		me: isMappaUnit(actor) ? null : personId
	};
};

export const actions = {
	'convene-professionals-meeting': areaAction('convene-professionals-meeting', {
		rows: { invitees: isInvited },
		shape: askedByAgency,
		after: (id) => `/join/${id}`
	})
} satisfies Actions;
