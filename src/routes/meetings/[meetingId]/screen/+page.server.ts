import { fail, redirect } from '@sveltejs/kit';
import { HTTP_STATUS } from '#lib/result.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { closeWallScreen, openWallScreen, readWallScreenState } from '#server/application/wall-screen.ts';
import type { Actions, PageServerLoad } from './$types';

/** The screen on the wall, for the two who may open and end it. */
export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const state = await readWallScreenState(app(), signedIn(event), meetingId);
	return state.ok ? { meetingId, state: state.value } : refusePage(state);
};

export const actions = {
	/** The link stands in this answer alone: reloading the page does not show it again. */
	'open-room-screen': async (event) => {
		const opened = await openWallScreen(app(), signedIn(event), event.params.meetingId);
		if (!opened.ok) return fail(HTTP_STATUS[opened.kind], { link: '', message: opened.message });
		return { link: `${app().env.origin}${opened.value.path}`, message: '' };
	},
	'close-room-screen': async (event) => {
		const closed = await closeWallScreen(app(), signedIn(event), event.params.meetingId);
		if (!closed.ok) return fail(HTTP_STATUS[closed.kind], { link: '', message: closed.message });
		redirect(303, event.url.pathname);
	}
} satisfies Actions;
