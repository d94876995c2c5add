import { isDesignState } from '#lib/design/design-data.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound } from '#lib/server/signed-in.ts';
import { dev } from '$app/environment';
import type { PageServerLoad } from './$types';

/** The room in one of its states, over facts that are invented in the page. */
export const load: PageServerLoad = ({ params }) => {
	if (!(dev || app().env.demo) || !isDesignState(params.state)) return notFound();
	return { wide: true, state: params.state };
};
