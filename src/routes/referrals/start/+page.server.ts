import { mayRefer } from '#lib/referrals/referral.ts';
import { beginAction } from '#lib/server/referral-form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReferralLists } from '#server/application/read-referrals.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	if (!mayRefer(actor)) return notFound();
	const lists = await readReferralLists(app().database, actor, new Date());
	return lists.ok ? { recordsFor: lists.value.recordsFor, agencyName: actor.agencyName } : refusePage(lists);
};

export const actions = { 'begin-referral': beginAction } satisfies Actions;
