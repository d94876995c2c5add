import { redirect } from '@sveltejs/kit';
import { seatReason } from '#lib/access/access-reason.ts';
import { meetingActions, type Shape } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readOwnReturn } from '#server/application/read-return.ts';
import type { Actions, PageServerLoad } from './$types';

/** The return of one's own agency. Whoever has not accepted the statement yet is sent to their door first. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const door = await app().admission.door(actor, meetingId);
	if (!door.ok) return refusePage(door);
	if (door.value.state === 'invited') redirect(303, `/join/${meetingId}`);
	const found = await readOwnReturn(app(), actor, meetingId);
	if (!found.ok) return refusePage(found);
	return {
		reference: door.value.notice.reference,
		because: seatReason(actor, door.value.seat),
		own: found.value,
		today: londonDate(new Date().toISOString())
	};
};

/** A form leaves out what is not ticked. */
const withValues: Shape = ({ values, ...input }) => ({ ...input, values: values ?? {} });

export const actions = meetingActions(['save-return', 'send-return'], {
	'save-return': withValues,
	'send-return': withValues
}) satisfies Actions;
