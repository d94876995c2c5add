/** The signed-in person, for pages that are for nobody else. */

import { error, type RequestEvent, redirect } from '@sveltejs/kit';
import type { Actor } from '#lib/identity.ts';
import type { Refusal } from '#lib/result.ts';

/** Sends everybody else to the sign-in page, and back here afterwards. */
export const signedIn = ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): Actor => {
	if (locals.actor) return locals.actor;
	redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
};

/** What is not there and what is not yours answer alike (R9). */
export const notFound = (): never => error(404, 'Page not found');

/** A page whose data was refused: missing and forbidden are the same page, so that nobody learns what exists. */
export const refusePage = (refusal: Refusal): never => {
	if (refusal.kind === 'missing' || refusal.kind === 'forbidden') return notFound();
	error(409, refusal.message);
};
