import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readKeptWordings, readWordingAuthor } from '#server/application/wordings.ts';
import type { Actions, PageServerLoad } from './$types';

/** One wording, or "new". */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { wordingId } = event.params;
	const wordings = await readKeptWordings(app().database, actor);
	if (!wordings.ok) return refusePage(wordings);
	if (wordingId === 'new') return { wording: null, changedBy: null };
	const wording = wordings.value.find(({ id }) => id === wordingId);
	if (!wording) return notFound();
	return { wording, changedBy: await readWordingAuthor(app().database, actor, wordingId) };
};

export const actions = { 'keep-wording': areaAction('keep-wording') } satisfies Actions;
