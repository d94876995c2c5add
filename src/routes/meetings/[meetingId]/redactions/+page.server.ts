import { fail, redirect } from '@sveltejs/kit';
import { formToInput } from '#lib/govuk/form-input.ts';
import { REDACTION_REASONS } from '#lib/redactions/redaction.ts';
import { commandIdOf, refused, refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readRedactionsPage, readWordsFound } from '#server/application/read-redactions.ts';
import type { Actions, PageServerLoad } from './$types';

const reading = () => ({ database: app().database, cache: app().cache, now: () => new Date() });

/** For the chair, the minute taker and the MAPPA unit; to everybody else the page is not there. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { meetingId } = event.params;
	const found = await readRedactionsPage(reading(), actor, meetingId);
	if (!found.ok) return refusePage(found);
	return { meetingId, ...found.value, reasons: REDACTION_REASONS };
};

const OWN_FIELDS = ['commandId', 'form', 'next'];
const found = async (event: Parameters<Actions[string]>[0], words: unknown) => {
	const looked = await readWordsFound(reading(), {
		...{ actor: signedIn(event), meetingId: event.params.meetingId, input: { words } }
	});
	if (!looked.ok && looked.kind === 'missing') return notFound();
	return looked;
};

export const actions = {
	/** The words are sent, never put into an address: addresses are kept by browsers and by whatever lies between. */
	find: async (event) => {
		const data = await event.request.formData();
		const looked = await found(event, data.get('words'));
		return looked.ok ? { found: looked.value } : refused(looked, 'find', data);
	},
	ask: async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, OWN_FIELDS);
		if (!input.ok) return refused(input, 'ask', data);
		const asked = await app().askRedaction({
			...{ actor, meetingId: event.params.meetingId, commandId: commandIdOf(data, 'ask'), input: input.value },
			stepUpAt: event.locals.session?.stepUpAt ?? null
		});
		if (asked.ok) redirect(303, event.url.pathname);
		if (asked.kind === 'missing') return notFound();
		const answer = refusedIn(event, asked, 'ask', data);
		// The places are looked up again: what was chosen stays chosen, where it is still there.
		const looked = await found(event, data.get('words'));
		return looked.ok ? fail(answer.status, { ...answer.data, found: looked.value }) : answer;
	},
	decide: async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, OWN_FIELDS);
		if (!input.ok) return refused(input, 'decide', data);
		const decided = await app().decideRedaction({
			...{ actor, meetingId: event.params.meetingId, input: input.value },
			stepUpAt: event.locals.session?.stepUpAt ?? null
		});
		if (decided.ok) redirect(303, event.url.pathname);
		return decided.kind === 'missing' ? notFound() : refusedIn(event, decided, 'decide', data);
	}
} satisfies Actions;
