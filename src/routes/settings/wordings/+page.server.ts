import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readKeptWordings } from '#server/application/wordings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const wordings = await readKeptWordings(app().database, signedIn(event));
	return wordings.ok ? { wordings: wordings.value } : refusePage(wordings);
};
