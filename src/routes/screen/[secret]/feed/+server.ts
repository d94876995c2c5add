import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { lookAtWallScreen } from '#server/application/wall-screen.ts';
import type { RequestHandler } from './$types';

/** All that the screen on the wall is ever told; 404 as soon as its link or its meeting has ended. */
export const GET: RequestHandler = async ({ params }) => {
	const seen = await lookAtWallScreen(app(), params.secret);
	return seen ? json(seen.view) : notFound();
};
