import { redirect } from '@sveltejs/kit';
import { narrowEdit } from '#lib/corrections/narrow-edit.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { meetingActions, type Shape } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readCorrectionsPage } from '#server/application/read-corrections.ts';
import { readMinutesStrip } from '#server/application/read-minutes-life.ts';
import type { Actions, PageServerLoad } from './$types';

/** The accuracy check: for everybody who was let in, while the minutes are not locked. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const now = new Date();
	const found = await readCorrectionsPage(app(), actor, meetingId, now);
	if (!found.ok) return refusePage(found);
	const { meeting, check, places, corrections, answered, isOpen, isAsked, hasAgreed, keepsRecord } = found.value;
	if (meeting.phase === 'LOCKED') redirect(303, `/meetings/${meetingId}/final/addenda`);
	if (meeting.phase === 'CONVENED' || meeting.phase === 'LIVE') redirect(303, `/meetings/${meetingId}/room`);
	const chosen = places.find(({ value }) => value === event.url.searchParams.get('place')) ?? null;
	return {
		meetingId,
		strip: await readMinutesStrip(app().database, actor, meetingId, now),
		today: londonDate(now.toISOString()),
		me: actor.personId,
		...{ isOpen, isAsked, hasAgreed, keepsRecord, corrections, answered },
		until: check.opened?.until ?? null,
		chairName: meeting.chair.name,
		mayOpen: mayRun(meeting, actor, 'open-accuracy-check') === null,
		places: places.map(({ value, text, group }) => ({ value, text, group })),
		chosen
	};
};

/** A whole text comes back edited: what is proposed is the sentences that differ. */
const narrowed: Shape = ({ whole, ...input }) => {
	const { shouldSay } = input;
	if (typeof whole !== 'string' || typeof shouldSay !== 'string') return input;
	const plain = (text: string): string => text.replace(/\r\n?/g, '\n');
	return { ...input, ...narrowEdit(plain(whole), plain(shouldSay)) };
};

export const actions = meetingActions(
	['propose-correction', 'withdraw-correction', 'decide-correction', 'agree-draft', 'open-accuracy-check'],
	{ 'propose-correction': narrowed }
) satisfies Actions;
