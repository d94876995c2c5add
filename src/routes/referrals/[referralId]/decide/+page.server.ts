import { referralAction } from '#lib/server/referral-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readDecision } from '#server/application/read-referral.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const page = await readDecision(app().database, signedIn(event), event.params.referralId, new Date());
	return page.ok ? page.value : refusePage(page);
};

export const actions = {
	'decide-referral': referralAction('decide-referral'),
	'ask-for-information': referralAction('ask-for-information'),
	'transfer-referral': referralAction('transfer-referral')
} satisfies Actions;
