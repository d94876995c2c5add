import { drawAction } from '#lib/server/audit-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { fourQuarters, later, quarterKey, quarterOf, quarterWord, readQuarter } from '#lib/smb/quarter.ts';
import { londonDate } from '#lib/time.ts';
import { readAuditsPage } from '#server/application/read-audits.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const now = new Date();
	const asked = readQuarter(event.url.searchParams.get('quarter') ?? '');
	const page = await readAuditsPage({ database: app().database, now }, actor, asked);
	if (!page.ok) return refusePage(page);
	const running = quarterOf(londonDate(now.toISOString()));
	const quarters = [...fourQuarters(later(running, -4)), ...fourQuarters(running)].toReversed();
	return {
		...page.value,
		quarters: quarters.map((one) => ({ value: quarterKey(one), text: quarterWord(one) }))
	};
};

export const actions = {
	'draw-audit-sample': drawAction('draw-audit-sample'),
	'choose-audited-meeting': drawAction('choose-audited-meeting')
} satisfies Actions;
