import { redirect } from '@sveltejs/kit';
import { refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { goOnWith, textOf, thisSession } from '#lib/server/this-browser.ts';
import { addPasskey } from '#server/application/own-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	thisSession(event);
	confirmFirst(event);
	return {};
};

export const actions: Actions = {
	default: async (event) => {
		const data = await event.request.formData();
		const typed = { name: textOf(data, 'name'), answer: textOf(data, 'answer') };
		const answer = await addPasskey(app(), thisSession(event), typed);
		// What a passkey answered is good once: it is not held and sent again.
		data.delete('answer');
		if (!answer.ok) return refusedIn(event, answer, 'add', data);
		goOnWith(event, answer.value);
		if (answer.value.recoveryCodes.length === 0) redirect(303, '/account');
		return { codes: answer.value.recoveryCodes };
	}
};
