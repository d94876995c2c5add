import { fail, redirect } from '@sveltejs/kit';
import { YEAR_SEED } from '#drizzle/year/plan-year.ts';
import { clientAddress, clientDevice } from '#lib/server/client-address.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import { setStepCookie } from '#lib/server/sign-in-cookies.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { bringDemoGuest } from '#server/application/demo-guest.ts';
import { DEMO_PASSWORD } from '#server/application/password.ts';
import { readDemoPeople } from '#server/application/read-demo-people.ts';
import { readDemoTours } from '#server/application/read-demo-tours.ts';
import { signIn } from '#server/application/sign-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only in the demonstration: elsewhere this page does not exist. */
export const load: PageServerLoad = async () => {
	const { env, database, year } = app();
	if (!env.demo) return notFound();
	const known = await year?.look();
	return {
		...{ groups: await readDemoPeople(database), password: DEMO_PASSWORD },
		tours: await readDemoTours(database),
		year: known ? { ...known, seed: YEAR_SEED } : null
	};
};

export const actions: Actions = {
	'load-year': () => {
		const { year } = app();
		if (!year) return notFound();
		// It goes on by itself; the page says how far it has come.
		void year.start();
		return;
	},
	'cancel-year': () => {
		app().year?.cancel();
	},
	'be-guest': async () => {
		const { env, keys, ...parts } = app();
		if (!env.demo) return notFound();
		const guest = await bringDemoGuest({ ...parts, codeKey: keys.keyFor('guest-code'), now: () => new Date() });
		if (!guest)
			return fail(409, { message: 'The meeting with a guest is over. Load the demonstration anew to try it' });
		return { guest };
	},
	pick: async (event) => {
		const { request, locals, cookies } = event;
		if (!app().env.demo) return notFound();
		const form = await request.formData();
		const [email, tour] = [form.get('email'), form.get('tour')];
		const before = locals.actor && locals.session ? { actor: locals.actor, session: locals.session } : null;
		const asked = { email: typeof email === 'string' ? email : '', password: DEMO_PASSWORD };
		const answer = await signIn(app(), {
			...{ ...asked, before },
			...{ network: clientAddress(event), device: clientDevice(event) }
		});
		if (answer.kind === 'second-step') {
			setStepCookie(cookies, app().env.secure, 'second-step', answer.challenge);
			redirect(303, '/sign-in/second-factor');
		}
		if (answer.kind !== 'signed-in')
			return fail(503, { message: 'This person cannot sign in just now. Wait a minute, or pick somebody else' });
		setSessionCookie(cookies, app().sessions, answer.token);
		// A door that is not open leads on from there.
		const room = typeof tour === 'string' ? localPath(`/meetings/${encodeURIComponent(tour)}/room?tour=on`) : null;
		redirect(303, room ?? '/');
	}
};
