/** The folded meeting, for pages that run it from outside the room: the MAPPA unit, the chair and the minute taker. */

import type { RequestEvent } from '@sveltejs/kit';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { isRecorder, type Meeting } from '#lib/meeting/meeting.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';

export type MeetingToRun = { readonly actor: Actor; readonly meeting: Meeting; readonly reference: string };

/** Everybody else gets the page that is not there (R9). */
export async function meetingToRun(
	event: Pick<RequestEvent, 'locals' | 'url'> & { readonly params: { readonly meetingId: string } }
): Promise<MeetingToRun> {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const { admission } = app();
	const door = await admission.door(actor, meetingId);
	if (!door.ok) return refusePage(door);
	const found = await admission.register(actor, meetingId);
	if (!found.ok) return refusePage(found);
	const runs = isMappaUnit(actor) || isRecorder(found.value, actor.personId);
	return runs ? { actor, meeting: found.value, reference: door.value.notice.reference } : notFound();
}
