import { GIVEN_ROLES } from '#lib/access/roles.ts';
import { cannotHave } from '#lib/people/people-admin.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readPersonPage } from '#server/application/read-people.ts';
import type { Actions, PageServerLoad } from './$types';

/** For those who manage people: one person, and everything that was changed about them. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const page = await readPersonPage(app().database, actor, event.params.personId, new Date());
	if (!page.ok) return refusePage(page);
	const { roles } = page.value;
	const giveable = GIVEN_ROLES.filter(
		(role) =>
			!roles.includes(role) &&
			cannotHave(roles, role) === null &&
			(role !== 'SYSTEM_ADMINISTRATOR' || actor.roles.includes('SYSTEM_ADMINISTRATOR'))
	);
	return { ...page.value, giveable };
};

export const actions = {
	'change-person': areaAction('change-person'),
	'give-role': areaAction('give-role'),
	'take-role': areaAction('take-role'),
	'set-vetting': areaAction('set-vetting'),
	'disable-account': areaAction('disable-account'),
	'enable-account': areaAction('enable-account'),
	'end-sessions': areaAction('end-sessions'),
	'reset-second-factor': areaAction('reset-second-factor')
} satisfies Actions;
