import { meetingOutcomeWord } from '#lib/decisions/decisions-words.ts';
import { mayRefer } from '#lib/referrals/referral.ts';
import { beginAction } from '#lib/server/referral-form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReferralLists } from '#server/application/read-referrals.ts';
import { readReferralFromMeeting } from '#server/application/referral-from-meeting.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	if (!mayRefer(actor)) return notFound();
	const lists = await readReferralLists(app().database, actor, new Date());
	if (!lists.ok) return refusePage(lists);
	const meetingId = event.url.searchParams.get('meeting');
	const from =
		meetingId === null
			? null
			: await app().database.withArea(actor.areaId, (tx) => readReferralFromMeeting(tx, actor, meetingId));
	if (meetingId !== null && !from) return notFound();
	return {
		recordsFor: lists.value.recordsFor,
		agencyName: actor.agencyName,
		meeting: from && { id: meetingId ?? '', on: from.meetingOn, outcome: meetingOutcomeWord[from.outcome] }
	};
};

export const actions = { 'begin-referral': beginAction } satisfies Actions;
