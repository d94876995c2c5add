/**
 * What was sent after its session had ended (M-11): the answer holds it, sealed for the account that was signed in here last,
 * and signs in on the same page. Works without a script; the server keeps nothing.
 */
import type { Cookies, RequestEvent } from '@sveltejs/kit';
import {
	AWAY_HEADING,
	button,
	escaped,
	failedAction,
	formPage,
	heldFields,
	heldWords,
	htmlAnswer,
	IN_ANOTHER_TAB,
	link,
	page,
	paragraph,
	typedWords
} from '#lib/server/away-answer.ts';
import { type HeldFormParts, isGuestsAccount, openForm, sealForm } from '#server/application/held-form.ts';
import type { StepWays } from '#server/application/second-step.ts';

/** Whose words a browser holds when the session is gone: an opaque id that opens nothing by itself. */
export const lastAccountCookie = (secure: boolean): string => (secure ? '__Host-last-account' : 'last-account');

/** Notes in the browser who is signed in, when it is not noted yet. */
export function noteAccount(cookies: Cookies, accountId: string, secure: boolean): void {
	const name = lastAccountCookie(secure);
	if (cookies.get(name) === accountId) return;
	cookies.set(name, accountId, { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/** Fields of the sign-in on that page; `held` is what {@link sealForm} made. */
export const HELD_FIELD = 'held';

/** Characters that can come back with the sign-in (request-guard.ts). */
export const HELD_MAX = 180 * 1024;

export type SignInProblem = { readonly message: string; readonly email: string };

type Sent = ReturnType<typeof heldFields>;
const keptField = (sealed: string | null): string =>
	sealed ? `<input type="hidden" name="${HELD_FIELD}" value="${escaped(sealed)}">` : '';
/** `step` 2 without anything filled in: go on as whoever is signed in now. */
const ELSEWHERE = button('I have signed in in the other tab', ' name="step" value="2" formnovalidate');
const labelled = (name: string, label: string, more: string): string =>
	`<p><label for="${name}">${label}</label><br><input id="${name}" name="${name}" ${more}></p>`;

/**
 * @param sealed null when nobody knows whose words they were: then they cannot be held
 * @param shown what was sent, when it cannot be held: it stands on the page to be copied
 */
export function signedOutPage(
	sealed: string | null,
	problem: SignInProblem | null = null,
	shown: Sent | null = null
): string {
	const lost = `Your session had ended before this was sent, so nothing was done. ${shown ? 'Copy what you typed from this page, then sign in.' : 'Sign in and begin again.'}`;
	const words = sealed === null ? lost : heldWords('signed-out');
	const kept = keptField(sealed);
	const wrong = problem ? `<p role="alert"><strong>${escaped(problem.message)}</strong></p>` : '';
	return page(
		`${problem ? 'Error: ' : ''}${AWAY_HEADING['signed-out']}`,
		`<p>${words}</p>
${wrong}
<form method="post" action="/signed-out">${kept}
${labelled('email', 'E-mail address', `type="email" autocomplete="username" maxlength="254" required value="${escaped(problem?.email ?? '')}"`)}
${labelled('password', 'Password', 'type="password" autocomplete="current-password" maxlength="1000" required')}
${button('Sign in and go on')}
${paragraph(`With a passkey, or as your agency signs you in: ${link('/sign-in', 'sign in in another tab', IN_ANOTHER_TAB)} and come back here.`)}
${ELSEWHERE}</form>
${shown ? typedWords(shown) : ''}`
	);
}

/**
 * The same for a guest, who has no password (R4): the words stand there to be copied, and go on from there when the link still
 * lets them in.
 */
function guestSignedOutPage(sealed: string | null, sent: Sent): string {
	const again = sealed
		? `${paragraph('To send it after all, open the link of your invitation in another tab of this browser and come in again. Then come back here.')}
<form method="post" action="/signed-out"${IN_ANOTHER_TAB}>${keptField(sealed)}${ELSEWHERE}</form>`
		: paragraph('To go on, open the link of your invitation again.');
	return page(
		AWAY_HEADING['signed-out'],
		`${paragraph('Your time as a guest had ended before this was sent, so nothing was done. What you typed stands below: copy what you need before you close this page.')}
${again}
${typedWords(sent)}`
	);
}

/**
 * The second step on that page, after the right password: a code, or a passkey in another tab.
 * @param sealed as it came
 */
export function secondStepPage(sealed: string, ways: StepWays, problem: string | null = null): string {
	const kept = keptField(sealed);
	const elsewhere = paragraph(
		`With a passkey: ${link('/sign-in/second-factor', 'use it in another tab', IN_ANOTHER_TAB)}, come back here, leave the fields empty and go on.`
	);
	return page(
		`${problem ? 'Error: ' : ''}Show that it is you`,
		`<p>${heldWords('signed-out')}</p>
${problem ? `<p role="alert"><strong>${escaped(problem)}</strong></p>` : ''}
<form method="post" action="/signed-out">${kept}<input type="hidden" name="step" value="2">
${ways.code ? labelled('code', 'Code from your app', 'maxlength="100" inputmode="numeric" autocomplete="one-time-code"') : ''}
${ways.recovery ? labelled('recovery', 'Or a recovery code', 'maxlength="100" autocomplete="off"') : ''}
${ways.passkey ? elsewhere : ''}
${button('Sign in and go on')}</form>`
	);
}

/** The answer to a form that came without a session. @param form from `copyOfForm` */
export async function signedOutAnswer(
	{ url, request, cookies }: Pick<RequestEvent, 'url' | 'request' | 'cookies'>,
	form: Request,
	parts: HeldFormParts & { readonly env: { readonly secure: boolean } }
): Promise<Response> {
	const data = await form.formData().catch(() => null);
	// The page sends its form again as a whole (SignedOutForms): what is held needs no script.
	if (request.headers.has('x-sveltekit-action'))
		return Response.json(failedAction(url, data, heldWords('signed-out'), 401));
	const accountId = cookies.get(lastAccountCookie(parts.env.secure)) ?? '';
	const fields = data === null ? [] : heldFields(data);
	const held = { path: url.pathname + url.search, fields };
	const made = data && (await sealForm(parts, accountId, held, new Date()));
	// A file that was being imported is on its sender's disk: it is sent again from there.
	const sealed = made && made.length <= HELD_MAX ? made : null;
	if (await isGuestsAccount(parts, accountId)) return htmlAnswer(guestSignedOutPage(sealed, fields), 401);
	return htmlAnswer(signedOutPage(sealed, null, sealed === null ? fields : null), 401);
}

/** After signing in, or entering the password again, on that page: what was held, to be sent again; for somebody else, that it is not theirs. */
export async function heldAnswer(
	parts: HeldFormParts,
	accountId: string,
	sealed: string,
	reason: 'signed-in-again' | 'confirmed' = 'signed-in-again'
): Promise<Response> {
	const held = await openForm(parts, accountId, sealed, new Date());
	if (held) return htmlAnswer(formPage(escaped(held.path), held.fields, reason), 200);
	const nothing = 'What was sent from this page before is not yours, or was held too long. It was not kept.';
	return htmlAnswer(page(AWAY_HEADING[reason], paragraph(nothing) + paragraph(link('/', 'Go to my work'))), 200);
}
