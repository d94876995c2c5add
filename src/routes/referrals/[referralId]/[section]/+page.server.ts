import { redirect } from '@sveltejs/kit';
import { sectionNamed } from '#lib/referrals/referral-sections.ts';
import { saveSectionAction } from '#lib/server/referral-form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReferral } from '#server/application/read-referral.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { referralId, section: slug } = event.params;
	const actor = signedIn(event);
	if (!sectionNamed(slug)) return notFound();
	const page = await readReferral(app().database, actor, referralId, new Date());
	if (!page.ok) return refusePage(page);
	// Sent meanwhile, by a colleague perhaps: there is nothing to change, and the whole is there to read. A form that was on
	// its way is answered here, with what was typed.
	if (!page.value.isReferrer) return notFound();
	if (!page.value.mayEdit && event.request.method === 'GET') redirect(303, `/referrals/${referralId}`);
	const { ref, sections, agencies, people } = page.value;
	const saved = Object.hasOwn(sections, slug) ? sections[slug] : undefined;
	return {
		...{ ref, referralId, slug, agencies, people },
		version: saved?.version ?? 0,
		values: saved?.values ?? {},
		savedBy: saved ? (people[saved.savedBy] ?? '') : '',
		savedAt: saved?.savedAt ?? null,
		fromCheck: event.url.searchParams.get('from') === 'check'
	};
};

export const actions = { 'save-referral-section': saveSectionAction } satisfies Actions;
