import { fail, redirect } from '@sveltejs/kit';
import { HTTP_STATUS } from '#lib/result.ts';
import { app } from '#lib/server/running-app.ts';
import { chooseFirstPassword, isFirstSignIn } from '#server/application/first-sign-in.ts';
import { TooBusy } from '#server/application/password-hash.ts';
import type { Actions, PageServerLoad } from './$types';

/** Says nothing of whose link it is. */
export const load: PageServerLoad = async ({ params }) => ({ works: await isFirstSignIn(app(), params.link) });

export const actions: Actions = {
	default: async ({ params, request }) => {
		const data = await request.formData();
		const password = String(data.get('password') ?? '');
		if (password === '') return fail(422, { message: 'Enter a password' });
		if (password !== String(data.get('again') ?? ''))
			return fail(422, { message: 'The two passwords are not the same. Enter them again' });
		try {
			const answer = await chooseFirstPassword(app(), params.link, password);
			if (!answer.ok) return fail(HTTP_STATUS[answer.kind], { message: answer.message });
		} catch (problem) {
			if (!(problem instanceof TooBusy)) throw problem;
			return fail(503, { message: 'Many people are signing in just now. Wait a minute and try again' });
		}
		redirect(303, '/sign-in');
	}
};
