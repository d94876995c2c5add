import { app } from '#lib/server/running-app.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { lookAtWallScreen } from '#server/application/wall-screen.ts';
import type { PageServerLoad } from './$types';

/** The screen on the wall, for whoever has its link: nobody is signed in for it, and it tells of nothing but item and time. */
export const load: PageServerLoad = async ({ params }) => {
	const view = await lookAtWallScreen(app(), params.secret);
	return view ? { wide: true, view } : notFound();
};
