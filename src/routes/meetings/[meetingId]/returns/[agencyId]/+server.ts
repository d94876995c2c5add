import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReturnInRoom } from '#server/application/read-return-in-room.ts';
import type { RequestHandler } from './$types';

/** The choices and words of one return, for whoever is in the room and may read it. */
export const GET: RequestHandler = async (event) => {
	const { meetingId, agencyId } = event.params;
	const found = await readReturnInRoom(app(), signedIn(event), meetingId, agencyId);
	return found.ok ? json(found.value, { headers: { 'cache-control': 'no-store' } }) : refusePage(found);
};
