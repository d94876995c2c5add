import { refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { goOnWith, thisSession } from '#lib/server/this-browser.ts';
import { readOwnFactors, renewRecoveryCodes } from '#server/application/own-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const signedIn = thisSession(event);
	confirmFirst(event);
	return { left: (await readOwnFactors(app(), signedIn)).recoveryCodes };
};

export const actions: Actions = {
	default: async (event) => {
		const data = await event.request.formData();
		const answer = await renewRecoveryCodes(app(), thisSession(event));
		if (!answer.ok) return refusedIn(event, answer, 'make', data);
		goOnWith(event, answer.value);
		return { codes: answer.value.recoveryCodes };
	}
};
