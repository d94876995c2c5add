import { csvText } from '#lib/import/csv-text.ts';
import { PEOPLE_COLUMNS } from '#lib/import/people-list.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { mayImportPeople } from '#server/application/import-people.ts';
import type { RequestHandler } from './$types';

/** The headings, and one line about somebody who does not exist. */
export const GET: RequestHandler = (event) => {
	if (mayImportPeople(signedIn(event))) return notFound();
	const rows = [PEOPLE_COLUMNS.map(({ heading }) => heading), PEOPLE_COLUMNS.map(({ example }) => example)];
	return new Response(csvText(rows), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="people-and-agencies.csv"'
		}
	});
};
