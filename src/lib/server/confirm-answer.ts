/**
 * What a form is answered that was sent more than five minutes after the password was entered: the password is asked for, and
 * what was sent is held in that page, sealed for the same account. Works without a script; the server keeps nothing.
 */
import type { RequestEvent } from '@sveltejs/kit';
import {
	AWAY_HEADING,
	button,
	escaped,
	failedAction,
	heldFields,
	heldWords,
	htmlAnswer,
	IN_ANOTHER_TAB,
	link,
	page,
	paragraph
} from '#lib/server/away-answer.ts';
import { HELD_FIELD, HELD_MAX } from '#lib/server/signed-out-answer.ts';
import { type HeldFormParts, sealForm } from '#server/application/held-form.ts';
import { readStepUpWays, type StepUpWays } from '#server/application/sign-in.ts';

/** Longer than any password; a longer one is not looked at. */
export const PASSWORD_MAX = 1_000;

const PASSWORD_ONLY: StepUpWays = { password: true, code: false, recovery: false, passkey: false, agency: null };
const field = (name: string, label: string, rest: string): string =>
	`<p><label for="${name}">${label}</label><br><input id="${name}" name="${name}" maxlength="${PASSWORD_MAX}" ${rest}></p>`;

/** The agency's sign-in leads away from the held form, so it is used in another tab as well. */
const atAgency = (id: string): string =>
	paragraph(
		`With your agency: ${link(`/sign-in/agency/${id}?again=1&amp;next=/account`, 'sign in there in another tab', IN_ANOTHER_TAB)}, come back here, leave the fields empty and go on.`
	);

/** What is to be filled in. A passkey needs a page with a script, in another tab. */
function waysToConfirm(ways: StepUpWays): string {
	if (ways.password) return field('password', 'Password', 'type="password" autocomplete="current-password" required');
	const elsewhere = paragraph(
		`With a passkey: ${link('/confirm?next=/account', 'use it in another tab', IN_ANOTHER_TAB)}, come back here, leave the fields empty and go on.`
	);
	return [
		ways.code ? field('code', 'Code from your app', 'inputmode="numeric" autocomplete="one-time-code"') : '',
		ways.recovery ? field('recovery', 'Or a recovery code', 'autocomplete="off"') : '',
		ways.passkey ? elsewhere : '',
		ways.agency ? atAgency(ways.agency) : ''
	].join('\n');
}

/** @param sealed null when it was too large to be held */
export function confirmPage(sealed: string | null, ways: StepUpWays, problem: string | null = null): string {
	const lost =
		'This needs your password. Nothing was done yet. What you sent is too large to be held here: go back in your browser to copy it first.';
	const kept = sealed === null ? '' : `<input type="hidden" name="${HELD_FIELD}" value="${escaped(sealed)}">`;
	const wrong = problem === null ? '' : `<p role="alert"><strong>${escaped(problem)}</strong></p>`;
	return page(
		`${problem === null ? '' : 'Error: '}${AWAY_HEADING.confirm}`,
		`<p>${sealed === null ? lost : heldWords('confirm')}</p>
${wrong}
<form method="post" action="/confirm/held">${kept}
${waysToConfirm(ways)}
${button('Confirm and go on')}</form>
${paragraph(link('/', 'Do not go on'))}`
	);
}

/** @param form from `copyOfForm` */
export async function confirmAnswer(
	{ url, request, locals }: Pick<RequestEvent, 'url' | 'request' | 'locals'>,
	form: Request,
	parts: HeldFormParts
): Promise<Response> {
	const data = await form.formData().catch(() => null);
	// The page sends its form again as a whole (whole-form.ts), and then gets the page below.
	if (request.headers.has('x-sveltekit-action'))
		return Response.json(failedAction(url, data, heldWords('confirm'), 401));
	const held = { path: url.pathname + url.search, fields: data === null ? [] : heldFields(data) };
	const sealed = await sealForm(parts, locals.session?.accountId ?? '', held, new Date());
	const fits = sealed !== null && sealed.length <= HELD_MAX;
	const { session } = locals;
	const { actor } = locals;
	const ways = session && actor ? await readStepUpWays(parts, { session, actor }) : PASSWORD_ONLY;
	return htmlAnswer(confirmPage(fits ? sealed : null, ways), 403);
}
