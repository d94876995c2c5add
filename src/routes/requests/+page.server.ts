import { isMappaUnit } from '#lib/identity.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readRequestList } from '#server/application/read-requests.ts';
import type { PageServerLoad } from './$types';

/** The register for the unit; for chairs and readers of copies the requests that are theirs; for everybody else no page. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const requests = await readRequestList(app(), actor);
	if (!isMappaUnit(actor) && requests.length === 0) return notFound();
	return { requests, isUnit: isMappaUnit(actor), today: londonDate(new Date().toISOString()) };
};
