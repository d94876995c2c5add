import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readDistributionPage } from '#server/application/read-distribution.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const view = await readDistributionPage(app(), signedIn(event), meetingId, new Date());
	if (!view.ok) return refusePage(view);
	return { meetingId, ...view.value };
};

export const actions = {
	'authorise-distribution': areaAction('authorise-distribution'),
	'distribute-copies': areaAction('distribute-copies', { rows: { copies: ({ chosen }) => chosen === 'yes' } }),
	'change-copy-access': areaAction('change-copy-access')
} satisfies Actions;
