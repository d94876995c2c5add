/**
 * Forms without JavaScript: one action per command, named like it. A refusal comes back with everything that was typed;
 * success redirects, so that reloading posts nothing again.
 */
import { createHash } from 'node:crypto';
import { type Action, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { formToInput } from '#lib/input.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import { HTTP_STATUS, type Refusal } from '#lib/result.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';

/** Fields that belong to the form, not to the command. */
const FORM_FIELDS = ['commandId', 'form', 'next'] as const;
/** Never sent back to the page. */
const SECRET_FIELDS: readonly string[] = ['password'];
const SEED = /^[\w-]{8,64}$/;

const field = (data: FormData, name: string): string => {
	const value = data.get(name);
	return typeof value === 'string' ? value : '';
};

/** A place on this site only: a path that begins with one slash. */
export const safeNext = (next: string): string | null => (/^\/(?![/\\])[^\\\s]*$/.test(next) ? next : null);

/**
 * The command's id: the page's fresh id, told apart by command and form, because one page may hold many forms.
 * Empty when the page sent none.
 */
const commandIdOf = (data: FormData, command: string): string => {
	const seed = field(data, 'commandId');
	if (!SEED.test(seed)) return '';
	return createHash('sha256')
		.update(`${seed}\n${command}\n${field(data, 'form')}`)
		.digest('hex');
};

const typedValues = (data: FormData): FormAnswer['values'] => {
	const values: Record<string, string | string[]> = Object.create(null);
	for (const name of new Set(data.keys())) {
		if (SECRET_FIELDS.includes(name) || (FORM_FIELDS as readonly string[]).includes(name)) continue;
		const all = data.getAll(name).filter((value) => typeof value === 'string');
		values[name] = all.length === 1 ? (all[0] ?? '') : all;
	}
	return { ...values };
};

/** The answer to a form whose command was refused. */
export const refused = (refusal: Refusal, command: string, data: FormData) =>
	fail(HTTP_STATUS[refusal.kind], {
		command,
		form: field(data, 'form').slice(0, 64),
		message: refusal.message,
		problems: refusal.problems ?? [],
		values: typedValues(data)
	} satisfies FormAnswer);

/** Back to the page, or to the place its form names. */
const backTo = (event: RequestEvent, data: FormData): never =>
	redirect(303, safeNext(field(data, 'next')) ?? event.url.pathname);

/** Adjusts what a form posts to what the command takes; for values a form can only send in another shape. */
export type Shape = (input: Record<string, unknown>) => Record<string, unknown>;

/** The form actions of one meeting's commands; the route names the meeting `[meetingId]`. */
export const meetingActions = <const Name extends CommandName>(
	names: readonly Name[],
	shapes: Partial<Record<Name, Shape>> = {}
): Record<Name, Action> => {
	const action =
		(command: Name): Action =>
		async (event) => {
			const actor = signedIn(event);
			const data = await event.request.formData();
			const input = formToInput(data, FORM_FIELDS);
			if (!input.ok) return refused(input, command, data);
			const result = await (await app()).runCommand({
				actor,
				meetingId: event.params.meetingId ?? '',
				command,
				commandId: commandIdOf(data, command),
				input: shapes[command]?.(input.value) ?? input.value
			});
			return result.ok ? backTo(event, data) : refused(result, command, data);
		};
	return Object.fromEntries(names.map((name) => [name, action(name)])) as Record<Name, Action>;
};

/**
 * The form action of one command of the area (open-case, convene-meeting, ...).
 * @param after where to go with the new thing's id; the page itself when left out
 */
export const areaAction =
	(command: string, { shape, after }: { shape?: Shape; after?: (id: string) => string } = {}): Action =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, FORM_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const result = await (await app()).runAreaCommand({
			actor,
			command,
			input: shape?.(input.value) ?? input.value
		});
		if (!result.ok) return refused(result, command, data);
		return after ? redirect(303, after(result.value.id)) : backTo(event, data);
	};
