import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readFeedbackEntry } from '#server/application/read-feedback.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const found = await readFeedbackEntry(app().database, signedIn(event), event.params.feedbackId);
	return found.ok ? found.value : refusePage(found);
};

export const actions = { 'take-feedback-step': areaAction('take-feedback-step') } satisfies Actions;
