import { fail, redirect } from '@sveltejs/kit';
import { formToInput } from '#lib/govuk/form-input.ts';
import { refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readChairNotes, saveChairNotes } from '#server/application/chair-notes.ts';
import type { Actions, PageServerLoad } from './$types';

/** The chair's own notes: for their writer alone. */
export const load: PageServerLoad = async (event) => {
	const { meetingId } = event.params;
	const notes = await readChairNotes(app(), signedIn(event), meetingId);
	return notes.ok ? { meetingId, notes: notes.value } : refusePage(notes);
};

export const actions = {
	'save-chair-notes': async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, ['commandId', 'form', 'next', 'seat']);
		if (!input.ok) return refused(input, 'save-chair-notes', data);
		const saved = await saveChairNotes(app(), actor, event.params.meetingId, input.value);
		if (saved.ok) redirect(303, `${event.url.pathname}?saved`);
		if (saved.kind !== 'changed-meanwhile' || !('theirs' in saved)) return refused(saved, 'save-chair-notes', data);
		return fail(409, {
			...{ command: 'save-chair-notes', form: '', message: saved.message, problems: [] },
			...{ values: { text: String(data.get('text') ?? '') }, theirs: saved.theirs }
		});
	}
} satisfies Actions;
