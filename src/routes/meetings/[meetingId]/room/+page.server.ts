import { redirect } from '@sveltejs/kit';
import { settlingOf } from '#lib/minutes/settling.ts';
import { meetingActions, type Shape } from '#lib/server/form.ts';
import { lateWordsActions } from '#lib/server/late-words-form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { askWithoutScript, isWithoutScript } from '#lib/server/without-script.ts';
import type { Actions, PageServerLoad } from './$types';

/** The live room: only for people in it; everybody else invited is sent to their door. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const opened = await app().readRoom(actor, meetingId);
	if (opened.ok) {
		const { meeting, texts, restricted } = opened.value;
		// Here, in the language of the page, and not with what is read: the rules' sentences are in it.
		const settling = settlingOf(meeting, texts, restricted.view);
		const again = isWithoutScript(event, app().env.secure) ? null : askWithoutScript(event.url);
		return { wide: true, actor, opened: opened.value, settling, again };
	}
	const door = await app().admission.door(actor, meetingId);
	if (!door.ok) return refusePage(door);
	redirect(303, `/join/${meetingId}`);
};

const commands = meetingActions([
	'start-meeting',
	'pause-meeting',
	'resume-meeting',
	'end-meeting',
	'open-item',
	'next-item',
	'skip-item',
	'reorder-agenda',
	'raise-hand',
	'lower-hand',
	'call-agency',
	'confirm-attendee',
	'decide-participation',
	'present-statement',
	'check-previous-minutes',
	'record-action-outcome',
	'accept-action',
	'verify-actions',
	'mark-indicator',
	'override-gate',
	'add-risk',
	'set-risk-values',
	'move-risk',
	'remove-risk',
	'restore-risk',
	'add-action',
	'set-action-values',
	'move-action',
	'remove-action',
	'restore-action',
	'record-disclosure-decision',
	'withdraw-disclosure-decision',
	'record-level-decision',
	'record-licence-condition',
	'decide-licence-condition',
	'propose-order',
	'withdraw-order-proposal',
	'record-item',
	'record-dissent',
	'withdraw-dissent',
	'note-smb-feedback',
	'withdraw-smb-feedback',
	'make-restricted-note',
	'change-restricted-audience',
	'introduce',
	'record-victim-name',
	'answer-ask',
	'settle-ask',
	'put-back-words',
	'leave-out-words',
	'take-proposal'
]);

/** A form leaves out what is not ticked. */
const withValues: Shape = ({ values, ...input }) => ({ ...input, values: values ?? {} });
const returns = meetingActions(['save-return', 'send-return'], {
	'save-return': withValues,
	'send-return': withValues
});

/** Without a script a text, and whom one asks about it, is one choice each. */
const aboutOneText: Shape = ({ text, to, ...input }) => {
	const [document = '', field = ''] = String(text ?? '').split(' ');
	const [kind = '', whom = ''] = String(to ?? '').split(' ');
	return {
		...input,
		document,
		field,
		toAgency: kind === 'agency' ? whom : '',
		toPerson: kind === 'person' ? whom : ''
	};
};
const asks = meetingActions(['ask-about-text'], { 'ask-about-text': aboutOneText });

export const actions = { ...commands, ...returns, ...asks, ...lateWordsActions } satisfies Actions;
