/** Who is signed in in this browser, whole; for the pages on which people change how they sign in. */
import { type RequestEvent, redirect } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { SignedIn } from '#server/persistence/sessions.ts';

type Event = Pick<RequestEvent, 'locals' | 'url'>;

/** The session this browser came with, or null. */
export const sessionBefore = ({ locals }: Pick<RequestEvent, 'locals'>): SignedIn | null =>
	locals.actor && locals.session ? { actor: locals.actor, session: locals.session } : null;

/** Sends whoever is not signed in to the sign-in page. */
export const thisSession = (event: Event): SignedIn =>
	sessionBefore(event) ?? redirect(303, `/sign-in?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);

/** After a change of how somebody signs in: this browser has a new token, and what is connected elsewhere is cut. */
export function goOnWith(
	event: Pick<RequestEvent, 'cookies'>,
	{ token, ended }: { readonly token: string; readonly ended: readonly string[] }
): void {
	setSessionCookie(event.cookies, app().sessions, token);
	for (const id of ended) app().liveSessions.end(id);
}

/** One field of a form, as text; '' when there is none. */
export const textOf = (data: FormData, name: string): string => {
	const value = data.get(name);
	return typeof value === 'string' ? value : '';
};
