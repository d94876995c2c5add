import { redirect } from '@sveltejs/kit';
import { itemTitle } from '#lib/agenda/agenda-words.ts';
import { openAsks } from '#lib/asks/ask.ts';
import { closeHref, closeSteps, stepAfter } from '#lib/meeting/close-run/close-steps.ts';
import { mayRun } from '#lib/meeting/lifecycle.ts';
import { isChair, isRecorder } from '#lib/meeting/meeting.ts';
import { placeInRoom } from '#lib/minutes/gate-place.ts';
import { gates } from '#lib/minutes/gates.ts';
import { asWorded } from '#lib/rmp/acceptance.ts';
import { openActions } from '#lib/rmp/plan-quality.ts';
import { actionField } from '#lib/rmp/rmp.ts';
import { meetingActions } from '#lib/server/form.ts';
import { lateWordsActions } from '#lib/server/late-words-form.ts';
import { languageOfRecord } from '#lib/server/record-language.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { seeLateWords } from '#server/application/late-words.ts';
import { readMinutesStrip } from '#server/application/read-minutes-life.ts';
import type { Actions, PageServerLoad } from './$types';

/** What still stands between this meeting and its lock, for the two who keep the record. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const draft = await app().readDraft(actor, meetingId);
	if (!draft.ok) return refusePage(draft);
	const { record, texts } = draft.value;
	const meeting = asWorded(draft.value.meeting, texts.plan.authors);
	if (!isRecorder(meeting, actor.personId)) return notFound();
	if (meeting.phase === 'CONVENED') redirect(303, `/meetings/${meetingId}`);
	if (meeting.phase === 'LOCKED') redirect(303, `/meetings/${meetingId}/final`);
	const plan = texts.plan.fields;
	const now = new Date();
	const all = gates(meeting, { plan, minutes: texts.minutes.fields }, [], now.toISOString(), draft.value.asks);
	const steps = closeSteps(meeting, all);
	return {
		meetingId,
		steps: steps.map((step) => ({ ...step, href: closeHref(meetingId, step) })),
		at: stepAfter(steps, null),
		lateWords: await seeLateWords(app(), actor, meetingId),
		reference: record.reference,
		phase: meeting.phase,
		isChair: isChair(meeting, actor.personId),
		chairName: meeting.chair.name,
		may: {
			override: mayRun(meeting, actor, 'override-gate') === null,
			end: mayRun(meeting, actor, 'end-meeting') === null,
			submit: mayRun(meeting, actor, 'submit-minutes') === null
		},
		recordLanguage: languageOfRecord(draft.value, actor),
		gates: all.map(({ item, href, ...gate }) => ({
			...gate,
			item: itemTitle[item],
			href: placeInRoom(meetingId, href)
		})),
		asks: openAsks(draft.value.asks),
		returned: meeting.returned.at(-1) ?? null,
		actions: openActions(meeting.rmp).map(({ number, owner, due, standing, sinceMeeting, acceptance }) => ({
			number,
			text: plan[actionField(number, 'text')] ?? '',
			owner: owner ? { name: owner.name, agencyName: owner.agencyName } : null,
			due,
			accepted: acceptance ?? null,
			standing,
			isNew: sinceMeeting === meeting.convened.seq
		})),
		strip: await readMinutesStrip(app().database, actor, meetingId, now),
		hasCheck: meeting.accuracy.opened !== null,
		today: londonDate(now.toISOString())
	};
};

const commands = meetingActions([
	'override-gate',
	'end-meeting',
	'submit-minutes',
	'answer-ask',
	'settle-ask',
	'set-record-language'
]);

export const actions = { ...commands, ...lateWordsActions } satisfies Actions;
