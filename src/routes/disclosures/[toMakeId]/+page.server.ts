import { redirect } from '@sveltejs/kit';
import { formToInput } from '#lib/govuk/form-input.ts';
import { commandIdOf, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { completeDisclosure, readMyDisclosure } from '#server/application/disclosures-made.ts';
import type { Actions, PageServerLoad } from './$types';

const COMMAND = 'complete-disclosure';

export const load: PageServerLoad = async (event) => {
	const page = await readMyDisclosure(app().database, signedIn(event), event.params.toMakeId);
	return page.ok ? { disclosure: page.value, today: londonDate(new Date().toISOString()) } : refusePage(page);
};

export const actions = {
	[COMMAND]: async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, ['commandId', 'form', 'next']);
		if (!input.ok) return refused(input, COMMAND, data);
		const ran = await completeDisclosure(
			{ database: app().database, now: () => new Date() },
			{ actor, id: event.params.toMakeId, commandId: commandIdOf(data, COMMAND), input: input.value }
		);
		if (ran.ok) redirect(303, `/disclosures/${event.params.toMakeId}`);
		return ran.kind === 'missing' ? notFound() : refused(ran, COMMAND, data);
	}
} satisfies Actions;
