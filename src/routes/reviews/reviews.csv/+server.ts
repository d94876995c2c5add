import { chooseReviews, reviewFilter, reviewsCsv } from '#lib/cases/reviews.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readReviews } from '#server/application/read-reviews.ts';
import type { RequestHandler } from './$types';

/** The list as it is chosen on the page, as a file for a spreadsheet. */
export const GET: RequestHandler = async (event) => {
	const now = new Date();
	const lines = await readReviews(app().database, signedIn(event), now, 'export-reviews');
	if (!lines.ok) return refusePage(lines);
	const csv = reviewsCsv(chooseReviews(lines.value, reviewFilter(event.url.searchParams)));
	return new Response(csv, {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': `attachment; filename="OFFICIAL-SENSITIVE-reviews-${londonDate(now.toISOString())}.csv"`,
			'cache-control': 'no-store'
		}
	});
};
