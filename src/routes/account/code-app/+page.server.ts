import { redirect } from '@sveltejs/kit';
import { encode } from 'uqr';
import { refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { goOnWith, textOf, thisSession } from '#lib/server/this-browser.ts';
import { beginCodeApp, confirmCodeApp, readNewCodeApp, readOwnFactors } from '#server/application/own-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** The key stands on this page, so whoever asks for it has shown lately who they are. */
export const load: PageServerLoad = async (event) => {
	const signedIn = thisSession(event);
	confirmFirst(event);
	const [waiting, { codeApp }] = await Promise.all([readNewCodeApp(app(), signedIn), readOwnFactors(app(), signedIn)]);
	if (!waiting) return { hasOne: codeApp !== null, waiting: null };
	const { data } = encode(waiting.address, { ecc: 'M', border: 2 });
	const rows = data.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
	return { hasOne: codeApp !== null, waiting: { groups: waiting.groups, rows } };
};

export const actions: Actions = {
	begin: async (event) => {
		const data = await event.request.formData();
		const begun = await beginCodeApp(app(), thisSession(event));
		if (!begun.ok) return refusedIn(event, begun, 'begin', data);
		redirect(303, '/account/code-app');
	},
	confirm: async (event) => {
		const data = await event.request.formData();
		const answer = await confirmCodeApp(app(), thisSession(event), textOf(data, 'code'));
		if (!answer.ok) return refusedIn(event, answer, 'confirm', data);
		goOnWith(event, answer.value);
		return { codes: answer.value.recoveryCodes };
	}
};
