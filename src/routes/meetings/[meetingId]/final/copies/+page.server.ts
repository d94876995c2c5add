import { lateWordsActions } from '#lib/server/late-words-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readKeptApart } from '#server/application/kept-apart.ts';
import { seeLateWords } from '#server/application/late-words.ts';
import { readOwnCopies } from '#server/application/read-copy.ts';
import type { Actions, PageServerLoad } from './$types';

/** For whoever does not read the whole record: their copies, and what is theirs beside them. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const own = await readOwnCopies(app(), actor, meetingId, new Date());
	if (!own.ok) return refusePage(own);
	const apart = await readKeptApart(app(), actor, meetingId, null);
	return {
		meetingId,
		me: actor.personId,
		...own.value,
		hasRestricted: apart.ok && apart.value.length > 0,
		lateWords: await seeLateWords(app(), actor, meetingId)
	};
};

export const actions = lateWordsActions satisfies Actions;
