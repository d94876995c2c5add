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

type Invitee = { personId: unknown; agencyId: unknown; capacity: unknown };

/** The form asks each agency once; every person invited from it is asked the same. */
const askedByAgency = ({ requests, invitees, ...input }: Record<string, unknown>): Record<string, unknown> => ({
	...input,
	invitees: (Array.isArray(invitees) ? (invitees as Invitee[]) : []).map(({ agencyId, ...invitee }) => ({
		...invitee,
		request: (requests as Record<string, unknown> | undefined)?.[String(agencyId)] ?? ''
	}))
});

export const actions = {
	'convene-meeting': areaAction('convene-meeting', {
		rows: { invitees: ({ personId }) => typeof personId === 'string' && personId !== '' },
		shape: askedByAgency,
		after: (id) => `/meetings/${id}`
	})
} satisfies Actions;
