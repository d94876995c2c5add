import { fail, redirect } from '@sveltejs/kit';
import { refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { SIGN_IN_REFUSED } from '#lib/server/sign-in-words.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import { goOnWith, textOf, thisSession } from '#lib/server/this-browser.ts';
import { changePassword } from '#server/application/change-password.ts';
import { readOwnFactors } from '#server/application/own-sign-in.ts';
import { TooBusy } from '#server/application/password-hash.ts';
import { hasFactor } from '#server/persistence/second-factors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const own = await readOwnFactors(app(), thisSession(event));
	if (!own.hasPassword) notFound();
	if (hasFactor(own)) confirmFirst(event);
	return { email: own.email };
};

const emptyAnswer = (problems: readonly { field: string; message: string }[]) => ({
	...{ command: 'change', form: '', message: 'There is something to put right', problems, values: {} }
});

export const actions: Actions = {
	default: async (event) => {
		const data = await event.request.formData();
		const [present, chosen] = [textOf(data, 'present'), textOf(data, 'password')];
		const problems = [
			...(present === '' ? [{ field: 'present', message: 'Enter your present password' }] : []),
			...(chosen === '' ? [{ field: 'password', message: 'Enter a new password' }] : [])
		];
		if (problems.length > 0) return fail(422, emptyAnswer(problems));
		// No password of ours is longer, so none is hashed.
		if (present.length > 1000)
			return fail(422, emptyAnswer([{ field: 'present', message: 'The password is not right.' }]));
		try {
			const answer = await changePassword(app(), thisSession(event), { present, chosen });
			if (!answer.ok) {
				data.delete('present');
				return refusedIn(event, answer, 'change', data);
			}
			goOnWith(event, answer.value);
		} catch (problem) {
			if (!(problem instanceof TooBusy)) throw problem;
			const { status, message } = SIGN_IN_REFUSED.busy;
			return fail(status, { ...emptyAnswer([]), message });
		}
		redirect(303, '/account?changed=password');
	}
};
