import { areaNumber } from '#lib/cases/area-numbers.ts';
import { meetingActions } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { LANGUAGE } from '#lib/welsh/language.ts';
import { readHandOff } from '#server/application/read-hand-off.ts';
import { readFilingView } from '#server/application/read-minutes-life.ts';
import type { Actions, PageServerLoad } from './$types';

/** The locked minutes as text for other systems: for the unit, the chair, and the case manager of the lead agency. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const { database, cache } = app();
	const found = await readHandOff(database, cache, actor, meetingId, new Date());
	if (!found.ok) return refusePage(found);
	const { record, texts, copied, whole } = found.value;
	return {
		meetingId,
		reference: record.reference,
		language: record.language === LANGUAGE ? undefined : record.language,
		...{ texts, whole },
		copied: copied.map(({ part, at, by }) => ({ part, at: at.toISOString(), by })),
		filing: whole ? await readFilingView(database, actor, meetingId) : null,
		limits: areaNumber('handOffCharacters')?.origin ?? ''
	};
};

export const actions = meetingActions(['note-hand-off']) satisfies Actions;
