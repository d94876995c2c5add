import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReferralLists } from '#server/application/read-referrals.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const lists = await readReferralLists(app().database, signedIn(event), new Date());
	return lists.ok ? lists.value : refusePage(lists);
};
