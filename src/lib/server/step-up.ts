/** Asking for the password again before what cannot be taken back: an export, a distribution, the lock (R18, promises.md 2.4). */
import { type ActionFailure, type RequestEvent, redirect } from '@sveltejs/kit';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import { refusedIn } from '#lib/server/form.ts';
import { stepUpOwed as isOwed } from '#server/application/sign-in.ts';

/** What a command answers that was run too long after the password was entered. */
const STEP_UP_FIRST: Refusal = refuse('step-up', 'Enter your password again first.');

/** Whether whoever asks entered their password too long ago; signing in counts. */
export const stepUpOwed = ({ locals }: Pick<RequestEvent, 'locals'>): boolean =>
	isOwed(locals.session?.stepUpAt ?? null, new Date());

/**
 * For the action of a form, instead of carrying it out: whoever sent it is asked for the password and then gets everything
 * they had typed back, ready to be sent again. Works without a script.
 */
export const askForPassword = (
	event: Pick<RequestEvent, 'locals'>,
	command: string,
	data: FormData
): ActionFailure<FormAnswer> => refusedIn(event, STEP_UP_FIRST, command, data);

/** For a page that is asked for (GET): leads to the password and back. Returns when nothing is owed. */
export const confirmFirst = (event: Pick<RequestEvent, 'locals' | 'url'>): void => {
	if (!stepUpOwed(event)) return;
	redirect(303, `/confirm?next=${encodeURIComponent(event.url.pathname + event.url.search)}`);
};
