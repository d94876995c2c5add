import { redirect } from '@sveltejs/kit';
import { referralAction } from '#lib/server/referral-form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReferral } from '#server/application/read-referral.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { referralId } = event.params;
	const page = await readReferral(app().database, signedIn(event), referralId, new Date());
	if (!page.ok) return refusePage(page);
	if (!page.value.isReferrer) return notFound();
	if (!page.value.mayEdit && event.request.method === 'GET') redirect(303, `/referrals/${referralId}`);
	return page.value;
};

export const actions = { 'submit-referral': referralAction('submit-referral') } satisfies Actions;
