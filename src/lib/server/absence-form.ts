/** The form actions of an absence, and of whom agencies are written to about theirs. */
import { type ActionFailure, type RequestEvent, redirect } from '@sveltejs/kit';
import type { AbsenceCommandName } from '#lib/absences/absence-commands.ts';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { formToInput } from '#lib/govuk/form-input.ts';
import { commandIdOf, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { runAbsenceCommand, setAgencyContact } from '#server/application/run-absence-command.ts';

const dependencies = () => ({ database: app().database, now: () => new Date() });
const OWN_FIELDS = ['commandId', 'form', 'next'];

/** One step on the absence named `[absenceId]`. */
export const absenceAction =
	(command: AbsenceCommandName) =>
	async (event: RequestEvent): Promise<ActionFailure<FormAnswer>> => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, OWN_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const absenceId = event.params.absenceId ?? '';
		const commandId = commandIdOf(data, command);
		const ran = await runAbsenceCommand(dependencies(), { actor, absenceId, command, commandId, input: input.value });
		if (ran.ok) redirect(303, `/absences/${absenceId}`);
		return ran.kind === 'missing' ? notFound() : refused(ran, command, data);
	};

export const contactAction = async (event: RequestEvent): Promise<ActionFailure<FormAnswer>> => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const input = formToInput(data, OWN_FIELDS);
	if (!input.ok) return refused(input, 'set-agency-contact', data);
	const ran = await setAgencyContact(dependencies(), { actor, input: input.value });
	if (ran.ok) redirect(303, '/absences/contacts');
	return ran.kind === 'forbidden' ? notFound() : refused(ran, 'set-agency-contact', data);
};
