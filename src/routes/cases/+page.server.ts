import { fail } from '@sveltejs/kit';
import { isMappaUnit } from '#lib/identity.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCases } from '#server/application/read-cases.ts';
import { readSharedWithUs } from '#server/application/read-shares.ts';
import type { Actions, PageServerLoad } from './$types';

/** Cases of the area for the unit, their own for case managers; to others the page does not exist. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const isUnit = isMappaUnit(actor);
	const { searchParams } = event.url;
	const all = searchParams.get('all') === 'yes';
	const page = Number(searchParams.get('page') ?? 1);
	const list = await readCases(app().database, actor, new Date(), { page: Number.isSafeInteger(page) ? page : 1, all });
	if (!list.ok) return refusePage(list);
	if (!isUnit && list.value.total === 0 && !all) return notFound();
	return { list: list.value, all, isUnit, shared: await readSharedWithUs(app().database, actor) };
};

export const actions = {
	/** Posted, so that no name stands in an address, a history or a log. Nothing changes. */
	'search-cases': async (event) => {
		const actor = signedIn(event);
		const typed = (await event.request.formData()).get('search');
		const search = typeof typed === 'string' ? typed : '';
		const found = await readCases(app().database, actor, new Date(), { search });
		if (!found.ok) return fail(422, { search, message: found.message, problems: found.problems ?? [], found: null });
		return { search, message: '', problems: [], found: found.value };
	}
} satisfies Actions;
