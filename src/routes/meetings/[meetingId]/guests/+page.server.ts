import { guestAction, showOnceAction } from '#lib/server/guest-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readGuestsPage, sendGuestLink, showGuestCode, showGuestLink } from '#server/application/guest-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** The guests of a meeting, for whoever asks for them, decides about them and looks after them. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const read = await readGuestsPage(app(), actor, meetingId);
	if (!read.ok) return refusePage(read);
	return { meetingId, ...read.value, asked: event.url.searchParams.get('done') };
};

export const actions = {
	'ask-guest': guestAction('ask-guest'),
	'approve-guest': guestAction('approve-guest'),
	'refuse-guest': guestAction('refuse-guest'),
	'end-guest': guestAction('end-guest'),
	'make-guest-code': showOnceAction('code', showGuestCode),
	'make-guest-link': showOnceAction('path', showGuestLink),
	'send-guest-link': showOnceAction('sent', sendGuestLink)
} satisfies Actions;
