import { isMappaUnit } from '#lib/identity.ts';
import { app } from '#lib/server/running-app.ts';
import { readRunning } from '#server/application/emergency-work.ts';
import { isIdentifier } from '#server/application/load-meeting.ts';
import type { LayoutServerLoad } from './$types';

/** Whoever looks at the case by emergency access is told so on every page of it, and until when. */
export const load: LayoutServerLoad = async ({ locals, params, url }) => {
	const { actor } = locals;
	// Asked again for every page: the banner goes when the access does.
	const path = url.pathname;
	if (!actor || isMappaUnit(actor) || !isIdentifier(params.caseId)) return { path, emergency: null };
	const emergency = await app().database.withArea(actor.areaId, (tx) => readRunning(tx, actor.personId, params.caseId));
	return { path, emergency };
};
