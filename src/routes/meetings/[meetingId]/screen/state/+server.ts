import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readWallScreenState } from '#server/application/wall-screen.ts';
import type { RequestHandler } from './$types';

/** Whether a screen stands on the wall just now, for the menu of the room. */
export const GET: RequestHandler = async (event) => {
	const state = await readWallScreenState(app(), signedIn(event), event.params.meetingId);
	return state.ok ? json(state.value) : refusePage(state);
};
