import { isMappaUnit } from '#lib/identity.ts';
import { anythingTyped, areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { readInvitableOfArea } from '#server/persistence/invitable.ts';
import { readOwnAgencies } from '#server/persistence/people.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	if (!isMappaUnit(actor)) return notFound();
	return app().database.withArea(actor.areaId, async (tx) => ({
		agencies: (await readOwnAgencies(tx)).map(({ id, name }) => ({ value: id, text: name })),
		people: (await readInvitableOfArea(tx)).map(({ personId, name, roleTitle, agencyName }) => ({
			...{ value: personId, text: `${name}, ${roleTitle}`, group: agencyName }
		}))
	}));
};

export const actions = {
	'open-case': areaAction('open-case', {
		rows: {
			'facts.dates': anythingTyped,
			'facts.orders': anythingTyped,
			'facts.tools': anythingTyped,
			'facts.victims': ({ code, views }) => code !== '' || views !== ''
		},
		after: (id) => `/cases/${id}`
	})
} satisfies Actions;
