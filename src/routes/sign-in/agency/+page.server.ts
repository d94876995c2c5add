import { fail, redirect } from '@sveltejs/kit';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { textOf } from '#lib/server/this-browser.ts';
import { offerSignIns, signInsOf } from '#server/application/agency-sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

const choices = (all: readonly { readonly id: string; readonly label: string }[]) =>
	all.map(({ id, label }) => ({ id, label }));

export const load: PageServerLoad = async ({ locals, url }) => {
	const next = localPath(url.searchParams.get('next')) ?? '/';
	if (locals.actor) redirect(303, next);
	const offered = await offerSignIns(app());
	return { next, offered: offered && choices(offered) };
};

/** One text for an address of no agency, one nobody has, and what is no address. */
const NO = 'No agency’s sign-in was found for this address. Check it, or sign in with your password';

export const actions: Actions = {
	default: async ({ request }) => {
		const email = textOf(await request.formData(), 'email').slice(0, 300);
		const found = await signInsOf(app(), email);
		return found.length === 0
			? fail(422, { email, problem: NO, found: [] })
			: { email, problem: null, found: choices(found) };
	}
};
