import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAreaNumberLines } from '#server/application/read-area-numbers.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const lines = await readAreaNumberLines(app().database, actor, new Date());
	if (!lines.ok) return refusePage(lines);
	return { lines: lines.value, mayChange: mayRunInArea(actor, 'set-area-number') === null };
};
