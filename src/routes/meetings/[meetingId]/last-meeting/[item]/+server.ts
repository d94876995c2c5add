import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readLastProse } from '#server/application/read-last-prose.ts';
import type { RequestHandler } from './$types';

/** What the last meeting wrote under one item, for whoever is in the room and may read it; null for the others. */
export const GET: RequestHandler = async (event) => {
	const { meetingId, item } = event.params;
	const found = await readLastProse(app(), signedIn(event), meetingId, item);
	return found.ok ? json(found.value, { headers: { 'cache-control': 'no-store' } }) : refusePage(found);
};
