import { actionStep } from '#lib/server/action-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readActionPage } from '#server/application/read-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readActionPage(app().database, signedIn(event), event.params.actionId, new Date());
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'report-action': actionStep('report-action'),
	'take-back-report': actionStep('take-back-report'),
	'decide-new-date': actionStep('decide-new-date'),
	'decide-no-need': actionStep('decide-no-need'),
	'raise-action': actionStep('raise-action')
} satisfies Actions;
