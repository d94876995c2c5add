import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readPlanVersions } from '#server/application/read-plan-versions.ts';
import type { PageServerLoad } from './$types';

const meetingNumber = (typed: string | null): number | null => (/^\d{1,6}$/.test(typed ?? '') ? Number(typed) : null);

/** Any two plans of the case side by side, of those this person may read. */
export const load: PageServerLoad = async (event) => {
	const asked = event.url.searchParams;
	const page = await readPlanVersions(app(), signedIn(event), event.params.caseId, {
		from: meetingNumber(asked.get('from')),
		to: meetingNumber(asked.get('to'))
	});
	return page.ok ? { ...page.value, whole: asked.get('rows') === 'all' } : refusePage(page);
};
