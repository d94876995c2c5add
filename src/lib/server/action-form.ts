/** The form actions of one action between meetings; the route names it `[actionId]`. */
import { type ActionFailure, type RequestEvent, redirect } from '@sveltejs/kit';
import type { ActionStepName } from '#lib/actions/action-steps.ts';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { formToInput } from '#lib/govuk/form-input.ts';
import { commandIdOf, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { runActionStep } from '#server/application/run-action-step.ts';

export const actionStep =
	(command: ActionStepName) =>
	async (event: RequestEvent<{ actionId: string }>): Promise<ActionFailure<FormAnswer>> => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, ['commandId', 'form', 'next']);
		if (!input.ok) return refused(input, command, data);
		const actionId = event.params.actionId ?? '';
		const parts = { database: app().database, now: () => new Date() };
		const commandId = commandIdOf(data, command);
		const ran = await runActionStep(parts, { actor, actionId, command, commandId, input: input.value });
		if (ran.ok) redirect(303, `/actions/${actionId}#history`);
		return ran.kind === 'missing' ? notFound() : refused(ran, command, data);
	};
