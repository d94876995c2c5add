/** The forms of a meeting's guests: commands, and what is shown once as the answer to a button. */
import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import { formToInput } from '#lib/govuk/form-input.ts';
import type { Actor } from '#lib/identity.ts';
import { HTTP_STATUS, type Result } from '#lib/result.ts';
import { type CommandAction, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import type { GuestDeskParts } from '#server/application/guest-desk.ts';
import { type GuestCommandName, runGuestCommand } from '#server/application/run-guest-command.ts';

const FORM_FIELDS = ['commandId', 'form', 'next'];
const pageOf = (event: RequestEvent): string => `/meetings/${event.params.meetingId}/guests`;

/** One command; then the page again, saying what was done. */
export const guestAction =
	(command: GuestCommandName): CommandAction =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, FORM_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const { meetingId } = event.params;
		const answer = await runGuestCommand(app(), actor, command, { ...input.value, meetingId });
		return answer.ok ? redirect(303, `${pageOf(event)}?done=${command}`) : refused(answer, command, data);
	};

/** Stands in this answer alone: reloading the page does not show it again, and nothing stores it. */
export type ShownOnce = {
	readonly shown: 'code' | 'path' | 'sent';
	readonly guestId: string;
	readonly name: string;
	readonly what: string;
};

type Show = (
	parts: GuestDeskParts,
	actor: Actor,
	which: { readonly meetingId: string; readonly guestId: string }
) => Promise<Result<{ readonly name: string; readonly code?: string; readonly path?: string }>>;

export const showOnceAction =
	(shown: ShownOnce['shown'], show: Show) =>
	async (
		event: RequestEvent
	): Promise<
		ShownOnce | ActionFailure<{ command: string; message: string; problems: never[]; values: object; form: string }>
	> => {
		const actor = signedIn(event);
		const guestId = String((await event.request.formData()).get('guestId') ?? '');
		const { database, cache, keys } = app();
		const parts = { database, cache, codeKey: keys.keyFor('guest-code'), now: () => new Date() };
		const made = await show(parts, actor, { meetingId: event.params.meetingId ?? '', guestId });
		if (!made.ok)
			return fail(HTTP_STATUS[made.kind], {
				...{ command: shown, form: guestId.slice(0, 64), message: made.message },
				...{ problems: [], values: {} }
			});
		const { name, code, path } = made.value;
		return { shown, guestId, name, what: code ?? (path ? `${app().env.origin}${path}` : '') };
	};
