import { redirect } from '@sveltejs/kit';
import { meetingReason } from '#lib/access/access-reason.ts';
import { isMappaUnit } from '#lib/identity.ts';
import { isChair } from '#lib/meeting/meeting.ts';
import { mayRefer } from '#lib/referrals/referral.ts';
import { areaAction, meetingActions } from '#lib/server/form.ts';
import { lateWordsActions } from '#lib/server/late-words-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readKeptApart } from '#server/application/kept-apart.ts';
import { seeLateWords } from '#server/application/late-words.ts';
import { readMinutesOut } from '#server/application/minutes-out.ts';
import { readAddendaOf } from '#server/application/read-addenda.ts';
import { readOwnCopies } from '#server/application/read-copy.ts';
import { readFilingView, readMinutesStrip } from '#server/application/read-minutes-life.ts';
import { readReferralFromMeeting } from '#server/application/referral-from-meeting.ts';
import { fileFormats } from '#server/export/file-formats.ts';
import { layOutOther, withOtherDrawings } from '#server/export/lay-out-in-language.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const final = await app().readFinal(actor, meetingId, 'view-final-minutes');
	if (!final.ok) {
		// Whoever was there reads their copy once it has gone out; for everybody else there is no such page.
		const own = await readOwnCopies(app(), actor, meetingId, new Date());
		if (own.ok) redirect(303, `/meetings/${meetingId}/final/copies`);
		return refusePage(final);
	}
	const apart = await readKeptApart(app(), actor, meetingId, null);
	const { record } = final.value;
	const endsInReferral =
		record.items.some(({ code }) => code === 'OUTCOME') &&
		mayRefer(actor) &&
		(await app().database.withArea(actor.areaId, (tx) => readReferralFromMeeting(tx, actor, meetingId))) !== null;
	const now = new Date();
	const door = await app().admission.register(actor, meetingId);
	const addenda = await app().database.withArea(actor.areaId, (tx) => readAddendaOf(tx, meetingId));
	return {
		meetingId,
		because: door.ok ? meetingReason(door.value, actor) : null,
		addenda: withOtherDrawings(addenda),
		strip: await readMinutesStrip(app().database, actor, meetingId, now),
		filing: await readFilingView(app().database, actor, meetingId),
		mayFile: isMappaUnit(actor),
		mayHandOff: isMappaUnit(actor) || (door.ok && isChair(door.value, actor.personId)),
		endsInReferral,
		formats: fileFormats(final.value, { demonstration: app().env.demo }),
		demonstration: app().env.demo,
		record,
		laidOut: layOutOther(record, final.value.sha256, { demonstration: app().env.demo }),
		sha256: final.value.sha256,
		lockedAt: final.value.lockedAt.toISOString(),
		me: actor.personId,
		hasRestricted: apart.ok && apart.value.length > 0,
		out: await readMinutesOut(app().database, actor, meetingId),
		today: londonDate(now.toISOString()),
		lateWords: await seeLateWords(app(), actor, meetingId),
		back: isMappaUnit(actor) ? `/meetings/${meetingId}` : '/'
	};
};

export const actions = {
	...lateWordsActions,
	...meetingActions(['file-minutes', 'take-back-filing']),
	'distribute-minutes': areaAction('distribute-minutes')
} satisfies Actions;
