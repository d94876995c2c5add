import { absenceAction } from '#lib/server/absence-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAbsencePage } from '#server/application/read-absences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readAbsencePage(app().database, signedIn(event), event.params.absenceId, new Date());
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'send-absence-notice': absenceAction('send-absence-notice'),
	'answer-absence-notice': absenceAction('answer-absence-notice'),
	'decide-challenge': absenceAction('decide-challenge'),
	'raise-absence': absenceAction('raise-absence'),
	'reply-to-absence': absenceAction('reply-to-absence'),
	'close-absence': absenceAction('close-absence')
} satisfies Actions;
