import { referralAction } from '#lib/server/referral-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReferral } from '#server/application/read-referral.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readReferral(app().database, signedIn(event), event.params.referralId, new Date());
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'withdraw-referral': referralAction('withdraw-referral'),
	'challenge-decision': referralAction('challenge-decision'),
	'resolve-challenge': referralAction('resolve-challenge')
} satisfies Actions;
