import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readReturnInRoom } from '#server/application/read-return-in-room.ts';
import type { RequestHandler } from './$types';

/** The choices and words of one return, for whoever is in the room; null for those of them who may not read it. */
export const GET: RequestHandler = async (event) => {
	const { meetingId, agencyId } = event.params;
	const found = await readReturnInRoom(app(), signedIn(event), meetingId, agencyId);
	const headers = { 'cache-control': 'no-store' };
	return found.ok ? json(found.value, { headers }) : refusePage(found);
};
