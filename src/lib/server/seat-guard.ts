/**
 * A form that was sent from a page of another seat, or of somebody else who was signed in here before: nothing is done in the
 * name of the person who is signed in now, and everything that was typed is given back (409). Every form of a command says
 * whose page it was on (FormGuard).
 */
import type { RequestEvent } from '@sveltejs/kit';
import { SEAT_FIELD } from '#lib/govuk/form-input.ts';
import type { Actor } from '#lib/identity.ts';
import { escaped, failedAction, formPage, heldFields, heldWords, htmlAnswer } from '#lib/server/away-answer.ts';

/** Null: go on. @param form from `copyOfForm`; it can be read again afterwards */
export async function refuseOtherSeat(
	{ url, request }: Pick<RequestEvent, 'url' | 'request'>,
	form: Request | null,
	actor: Pick<Actor, 'personId'>
): Promise<Response | null> {
	if (form === null) return null;
	const data = await form
		.clone()
		.formData()
		.catch(() => null);
	const seats = data?.getAll(SEAT_FIELD) ?? [];
	if (data === null || seats.every((seat) => seat === actor.personId)) return null;
	if (request.headers.has('x-sveltekit-action'))
		return Response.json(failedAction(url, data, heldWords('other-seat'), 409));
	return htmlAnswer(formPage(escaped(url.pathname + url.search), heldFields(data), 'other-seat'), 409);
}
