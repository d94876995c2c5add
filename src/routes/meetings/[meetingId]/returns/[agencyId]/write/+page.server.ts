import { meetingActions } from '#lib/server/form.ts';
import { meetingToRun } from '#lib/server/meeting-to-run.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { readReturnFor } from '#server/application/read-return.ts';
import type { Actions, PageServerLoad } from './$types';

/** The MAPPA unit writes down what an agency told it another way. */
export const load: PageServerLoad = async (event) => {
	const { actor, meeting, reference } = await meetingToRun(event);
	const { agencyId } = event.params;
	const found = await app().database.withArea(actor.areaId, (tx) => readReturnFor(tx, actor, meeting, agencyId));
	if (!found.ok) return refusePage(found);
	return { reference, isFor: found.value, today: londonDate(new Date().toISOString()) };
};

/** A form leaves out what is not ticked. */
export const actions = meetingActions(['send-return-for'], {
	'send-return-for': ({ values, ...input }) => ({ ...input, values: values ?? {} })
}) satisfies Actions;
