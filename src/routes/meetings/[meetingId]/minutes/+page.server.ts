import { redirect } from '@sveltejs/kit';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isChair, isRecorder } from '#lib/meeting/meeting.ts';
import { gates } from '#lib/minutes/gates.ts';
import { meetingActions } from '#lib/server/form.ts';
import { lateWordsActions } from '#lib/server/late-words-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { seeLateWords } from '#server/application/late-words.ts';
import type { Actions, PageServerLoad } from './$types';

/** The minutes as they would read if locked now: for everybody in the room; the chair locks them here. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const draft = await app().readDraft(actor, meetingId);
	if (!draft.ok) return refusePage(draft);
	const { meeting, record, texts } = draft.value;
	if (meeting.phase === 'CONVENED') redirect(303, `/join/${meetingId}`);
	if (meeting.phase === 'LOCKED') redirect(303, `/meetings/${meetingId}/final`);
	const open = gates(meeting, { plan: texts.plan.fields, minutes: texts.minutes.fields });
	return {
		meetingId,
		lateWords: await seeLateWords(app(), actor, meetingId),
		record,
		phase: meeting.phase,
		isChair: isChair(meeting, actor.personId),
		keepsRecord: isRecorder(meeting, actor.personId),
		chairName: meeting.chair.name,
		stops: open.filter(({ kind }) => kind === 'E').length,
		warnings: open.filter(({ kind, overridden }) => kind === 'W' && !overridden).length,
		returned: meeting.returned.at(-1) ?? null,
		may: {
			submit: mayRun(meeting, actor, 'submit-minutes') === null,
			return: mayRun(meeting, actor, 'return-minutes') === null,
			lock: mayRun(meeting, actor, 'lock-minutes') === null
		}
	};
};

const commands = meetingActions(['submit-minutes', 'return-minutes', 'lock-minutes']);

export const actions = { ...commands, ...lateWordsActions } satisfies Actions;
