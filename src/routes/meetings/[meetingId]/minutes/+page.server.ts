import { redirect } from '@sveltejs/kit';
import { meetingReason } from '#lib/access/access-reason.ts';
import { isCheckOpen, undecided } from '#lib/corrections/accuracy-check.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isChair, isRecorder } from '#lib/meeting/meeting.ts';
import { gates, unansweredStops } from '#lib/minutes/gates.ts';
import { asWorded } from '#lib/rmp/acceptance.ts';
import { meetingActions } from '#lib/server/form.ts';
import { lateWordsActions } from '#lib/server/late-words-form.ts';
import { languageOfRecord } from '#lib/server/record-language.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readSignatureAsks } from '#server/application/chair-signature.ts';
import { seeLateWords } from '#server/application/late-words.ts';
import { readMinutesStrip } from '#server/application/read-minutes-life.ts';
import { layOutOther } from '#server/export/lay-out-in-language.ts';
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
	const now = new Date();
	const open = gates(
		asWorded(meeting, texts.plan.authors),
		{ plan: texts.plan.fields, minutes: texts.minutes.fields },
		[],
		now.toISOString(),
		draft.value.asks
	);
	const mayLock = mayRun(meeting, actor, 'lock-minutes') === null;
	const stepUpAt = event.locals.session?.stepUpAt ?? null;
	return {
		meetingId,
		because: meetingReason(meeting, actor),
		lateWords: await seeLateWords(app(), actor, meetingId),
		record,
		laidOut: layOutOther(record, null),
		recordLanguage: languageOfRecord(draft.value, actor),
		phase: meeting.phase,
		isChair: isChair(meeting, actor.personId),
		keepsRecord: isRecorder(meeting, actor.personId),
		chairName: meeting.chair.name,
		stops: open.filter(({ kind }) => kind === 'E').length,
		warnings: open.filter(({ kind, overridden }) => kind === 'W' && !overridden).length,
		returned: meeting.returned.at(-1) ?? null,
		strip: await readMinutesStrip(app().database, actor, meetingId, now),
		accuracy: {
			until: meeting.accuracy.opened?.until ?? null,
			isOpen: isCheckOpen(meeting.accuracy, now.toISOString()),
			proposed: meeting.accuracy.proposals.length,
			undecided: undecided(meeting.accuracy).length
		},
		/** what the lock waits for until the chair says why it does not */
		waits: unansweredStops(open).map(({ id, message }) => ({ id, message })),
		may: {
			submit: mayRun(meeting, actor, 'submit-minutes') === null,
			return: mayRun(meeting, actor, 'return-minutes') === null,
			lock: mayLock
		},
		/** what the chair's signature asks of this person; null = they do not sign */
		signature: mayLock ? await readSignatureAsks(app(), actor, stepUpAt) : null
	};
};

// The lock's form asks for the password itself, each time: where there is one, nothing older counts as the chair's signature.
const commands = meetingActions([
	...(['submit-minutes', 'return-minutes', 'lock-minutes', 'override-gate', 'set-record-language'] as const)
]);

export const actions = { ...commands, ...lateWordsActions } satisfies Actions;
