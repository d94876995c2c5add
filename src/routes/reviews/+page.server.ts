import { chooseReviews, reviewFilter } from '#lib/cases/reviews.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReviews } from '#server/application/read-reviews.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const lines = await readReviews(app().database, signedIn(event), new Date(), 'view-reviews');
	if (!lines.ok) return refusePage(lines);
	const filter = reviewFilter(event.url.searchParams);
	return { lines: chooseReviews(lines.value, filter), all: lines.value.length, filter };
};
