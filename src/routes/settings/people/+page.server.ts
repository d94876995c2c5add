import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readPeople } from '#server/application/read-people.ts';
import type { PageServerLoad } from './$types';

/** For those who manage people: the co-ordinator and the system administrator. */
export const load: PageServerLoad = async (event) => {
	const asked = event.url.searchParams;
	const search = (asked.get('search') ?? '').slice(0, 100);
	const page = Number(asked.get('page') ?? '1');
	const wish = { search, page: Number.isInteger(page) && page > 0 ? page : 1 };
	const list = await readPeople(app().database, signedIn(event), new Date(), wish);
	return list.ok ? { ...list.value, search } : refusePage(list);
};
