import { redirect } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { removeSessionCookie } from '#lib/server/session-cookie.ts';
import { agencyOfSession } from '#server/application/agency-sign-in.ts';
import { signOut } from '#server/application/sign-in.ts';
import type { Actions } from './$types';

export const actions: Actions = {
	default: async ({ locals, cookies, setHeaders }) => {
		const { sessions, liveSessions } = app();
		let also: string | null = null;
		if (locals.actor && locals.session) {
			also = await agencyOfSession(app(), { actor: locals.actor, session: locals.session });
			await signOut(app(), { actor: locals.actor, session: locals.session });
			liveSessions.end(locals.session.id);
		}
		removeSessionCookie(cookies, sessions);
		setHeaders({ 'clear-site-data': '"cache", "storage"' });
		redirect(303, also === null ? '/sign-in' : `/sign-in?left=${also}`);
	}
};
