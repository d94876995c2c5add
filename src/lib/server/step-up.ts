/**
 * Asking for the password again before what cannot be taken back: an export, a distribution, a decision (R18, promises.md 2.4).
 * A form whose command is refused with `step-up` is held and given back after the password (form.ts, confirm-answer.ts).
 */
import { type RequestEvent, redirect } from '@sveltejs/kit';
import { stepUpOwed } from '#server/application/sign-in.ts';

/** For a page or a file that is asked for (GET): leads to the password and back. Returns when nothing is owed; signing in counts. */
export const confirmFirst = ({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): void => {
	if (!stepUpOwed(locals.session?.stepUpAt ?? null, new Date())) return;
	redirect(303, `/confirm?next=${encodeURIComponent(url.pathname + url.search)}`);
};
