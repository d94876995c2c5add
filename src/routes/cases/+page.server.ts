import { isMappaUnit } from '#lib/identity.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { readCases } from '#server/application/read-cases.ts';
import type { PageServerLoad } from './$types';

/** Cases of the area for the unit, their own for case managers; to others the page does not exist. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const isUnit = isMappaUnit(actor);
	const cases = await readCases(app().database, actor, new Date());
	if (!isUnit && cases.length === 0) return notFound();
	return { cases, isUnit };
};
