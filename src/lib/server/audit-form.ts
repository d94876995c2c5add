/** The form actions of audits of meetings. */
import { randomBytes } from 'node:crypto';
import { type ActionFailure, type RequestEvent, redirect } from '@sveltejs/kit';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { formToInput } from '#lib/govuk/form-input.ts';
import type { AuditCommandName } from '#lib/quality/quality-commands.ts';
import { commandIdOf, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, signedIn } from '#lib/server/signed-in.ts';
import { chooseMeeting, type DrawDependencies, drawSample } from '#server/application/draw-audits.ts';
import { readFormTogether } from '#server/application/read-audits.ts';
import { runAuditCommand } from '#server/application/run-audit-command.ts';

const OWN_FIELDS = ['commandId', 'form', 'next'];
const SEED_BYTES = 8;
const drawing = (): DrawDependencies => ({
	...{ database: app().database, now: () => new Date() },
	seed: () => randomBytes(SEED_BYTES).toString('hex')
});

type Act = (event: RequestEvent) => Promise<ActionFailure<FormAnswer>>;

export const drawAction =
	(command: 'draw-audit-sample' | 'choose-audited-meeting'): Act =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, OWN_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const request = { actor, commandId: commandIdOf(data, command), input: input.value };
		const run = command === 'draw-audit-sample' ? drawSample : chooseMeeting;
		const ran = await run(drawing(), request);
		if (ran.ok) redirect(303, '/audits');
		return ran.kind === 'forbidden' ? notFound() : refused(ran, command, data);
	};

/** One step on the audit named `[auditId]`. */
export const auditAction =
	(command: AuditCommandName): Act =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, OWN_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const auditId = event.params.auditId ?? '';
		const commandId = commandIdOf(data, command);
		const dependencies = { database: app().database, now: () => new Date() };
		const ran = await runAuditCommand(dependencies, { actor, auditId, command, commandId, input: input.value });
		if (ran.ok) redirect(303, command === 'withdraw-licence' ? '/audits' : `/audits/${auditId}`);
		if (ran.kind === 'missing') return notFound();
		if (ran.kind !== 'changed-meanwhile' || !('edition' in input.value)) return refused(ran, command, data);
		const { correction: _, ...asked } = input.value;
		const reading = { database: app().database, now: new Date() };
		const together = await readFormTogether(reading, actor, auditId, asked);
		for (const [name, value] of Object.entries(together ?? {})) data.set(`form.${name}`, value);
		return refused(ran, command, data);
	};
