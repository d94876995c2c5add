import { isMappaUnit } from '#lib/identity.ts';
import { csvText } from '#lib/import/csv-text.ts';
import { PLAN_COLUMNS } from '#lib/import/plan-list.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import type { RequestHandler } from './$types';

/** The headings, with a risk and an action that nobody has. */
export const GET: RequestHandler = (event) => {
	if (!isMappaUnit(signedIn(event))) return notFound();
	const rows = [
		PLAN_COLUMNS.map(({ heading }) => heading),
		PLAN_COLUMNS.map(({ example }) => example),
		PLAN_COLUMNS.map(({ action }) => action)
	];
	return new Response(csvText(rows), {
		headers: {
			'content-type': 'text/csv; charset=utf-8',
			'content-disposition': 'attachment; filename="risk-management-plan.csv"'
		}
	});
};
