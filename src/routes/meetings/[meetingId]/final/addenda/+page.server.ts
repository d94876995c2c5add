import type { Shape } from '#lib/server/form.ts';
import { meetingActions } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readAddendaPage } from '#server/application/read-addenda.ts';
import { withOtherDrawings } from '#server/export/lay-out-in-language.ts';
import type { Actions, PageServerLoad } from './$types';

/** What was added beside the locked minutes, what is asked for, and the form that asks: for those who may read them. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const found = await readAddendaPage(app(), actor, meetingId, new Date(), event.url.searchParams.get('late'));
	if (!found.ok) return refusePage(found);
	return { meetingId, me: actor.personId, ...found.value, addenda: withOtherDrawings(found.value.addenda) };
};

const whole: Shape = (input) => ({ says: '', lateWordsId: '', ...input });
export const actions = meetingActions(['ask-addendum', 'decide-addendum'], { 'ask-addendum': whole }) satisfies Actions;
