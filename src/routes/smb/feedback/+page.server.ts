import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readFeedback } from '#server/application/read-feedback.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const found = await readFeedback(app().database, signedIn(event));
	return found.ok ? found.value : refusePage(found);
};
