import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readClearances } from '#server/application/read-clearances.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the co-ordinator and the system administrator, who give it to others and never to themselves. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const people = await readClearances(app().database, actor);
	return people.ok ? { people: people.value, me: actor.personId } : refusePage(people);
};

export const actions = {
	'give-clearance': areaAction('give-clearance'),
	'take-clearance': areaAction('take-clearance')
} satisfies Actions;
