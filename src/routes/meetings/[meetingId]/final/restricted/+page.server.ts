import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readKeptApart } from '#server/application/kept-apart.ts';
import { NO_MEETING } from '#server/application/load-meeting.ts';
import type { PageServerLoad } from './$types';

/** What was kept apart from the final minutes for this person; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const apart = await readKeptApart(app(), signedIn(event), meetingId);
	if (!apart.ok) return refusePage(apart);
	if (apart.value.length === 0) return refusePage(NO_MEETING);
	return { meetingId, notes: apart.value.map(({ json: _, ...note }) => note) };
};
