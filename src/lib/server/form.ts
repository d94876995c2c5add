/**
 * Forms without JavaScript: one action per command, named like it. A refusal comes back with everything that was typed;
 * success redirects, so that reloading posts nothing again.
 */
import { createHash } from 'node:crypto';
import { type ActionFailure, fail, type RequestEvent, redirect } from '@sveltejs/kit';
import type { RecordCommandName } from '#lib/addenda/record-commands.ts';
import type { AskCommandName } from '#lib/asks/ask-commands.ts';
import type { AreaCommandName } from '#lib/cases/area-commands.ts';
import type { FormAnswer } from '#lib/govuk/form-answer.ts';
import { DANGEROUS_KEYS, formToInput, SEAT_FIELD } from '#lib/govuk/form-input.ts';
import type { CommandName } from '#lib/meeting/permissions.ts';
import type { RestrictedCommandName } from '#lib/restricted/restricted-commands.ts';
import { HTTP_STATUS, type Refusal } from '#lib/result.ts';
import { localPath } from '#lib/server/local-path.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';

/** Fields that belong to the form, not to the command. */
const FORM_FIELDS = ['commandId', 'form', 'next', SEAT_FIELD] as const;
/** Never sent back to the page. */
const SECRET_FIELDS: readonly string[] = ['password', 'secret'];
const SEED = /^[\w-]{8,64}$/;

const field = (data: FormData, name: string): string => {
	const value = data.get(name);
	return typeof value === 'string' ? value : '';
};

/**
 * The command's id: the page's fresh id, told apart by command and form, because one page may hold many forms.
 * Empty when the page sent none.
 */
export const commandIdOf = (data: FormData, command: string): string => {
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
		// No form of ours has such a field, and an answer that did could not be written (devalue).
		if (DANGEROUS_KEYS.includes(name)) continue;
		const all = data.getAll(name).filter((value) => typeof value === 'string');
		values[name] = all.length === 1 ? (all[0] ?? '') : all;
	}
	return { ...values };
};

/** The answer to a form whose command was refused. */
export const refused = (refusal: Refusal, command: string, data: FormData): ActionFailure<FormAnswer> =>
	fail(HTTP_STATUS[refusal.kind], {
		command,
		form: field(data, 'form').slice(0, 64),
		message: refusal.message,
		problems: refusal.problems ?? [],
		values: typedValues(data)
	} satisfies FormAnswer);

/** The same, where the refusal may be that the password has to be entered again: then that is what the answer asks for. */
export const refusedIn = (
	event: Pick<RequestEvent, 'locals'>,
	refusal: Refusal,
	command: string,
	data: FormData
): ActionFailure<FormAnswer> => {
	if (refusal.kind === 'step-up') event.locals.confirmFirst = true;
	return refused(refusal, command, data);
};

/** Redirects when the command was carried out, so it only ever answers a refusal. */
export type CommandAction = (event: RequestEvent) => Promise<ActionFailure<FormAnswer>>;

/** Back to the page, or to the place its form names. */
const backTo = (event: RequestEvent, data: FormData): never =>
	redirect(303, localPath(field(data, 'next')) ?? event.url.pathname);

/** Adjusts what a form posts to what the command takes; for values a form can only send in another shape. */
export type Shape = (input: Record<string, unknown>) => Record<string, unknown>;

/** The form actions of one meeting's commands; the route names the meeting `[meetingId]`. */
export const meetingActions = <
	const Name extends CommandName | RestrictedCommandName | AskCommandName | RecordCommandName
>(
	names: readonly Name[],
	shapes: Partial<Record<Name, Shape>> = {}
): Record<Name, CommandAction> => {
	const action =
		(command: Name): CommandAction =>
		async (event) => {
			const actor = signedIn(event);
			const data = await event.request.formData();
			const input = formToInput(data, FORM_FIELDS);
			if (!input.ok) return refused(input, command, data);
			const result = await app().runCommand({
				actor,
				meetingId: event.params.meetingId ?? '',
				command,
				commandId: commandIdOf(data, command),
				input: shapes[command]?.(input.value) ?? input.value,
				stepUpAt: event.locals.session?.stepUpAt ?? null
			});
			return result.ok ? backTo(event, data) : refusedIn(event, result, command, data);
		};
	return Object.fromEntries(names.map((name) => [name, action(name)])) as Record<Name, CommandAction>;
};

/** Whether one row of a repeated part was filled in; the others are left out. */
export type Filled = (row: Record<string, unknown>) => boolean;
export const anythingTyped: Filled = (row) =>
	Object.values(row).some((value) => typeof value === 'string' && value.trim() !== '');

type Row = Record<string, unknown>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Leaves out the empty rows of repeated parts, and remembers the number each kept row had in the form. */
const keepFilled = (input: Row, parts: Readonly<Record<string, Filled>>) => {
	const numbers = new Map<string, readonly number[]>();
	for (const [path, isFilled] of Object.entries(parts)) {
		const names = path.split('.');
		const last = names.pop() ?? '';
		const holder = names.reduce<unknown>((place, name) => (isRow(place) ? place[name] : undefined), input);
		if (!isRow(holder) || !Array.isArray(holder[last])) continue;
		const rows: readonly unknown[] = holder[last];
		const kept = rows.flatMap((row, number) => (isRow(row) && !isFilled(row) ? [] : [number]));
		numbers.set(path, kept);
		holder[last] = kept.map((number) => rows[number]);
	}
	return numbers;
};

/** A problem of the second kept row belongs to the row of the form it came from. */
const inForm = (refusal: Refusal, numbers: ReadonlyMap<string, readonly number[]>): Refusal => ({
	...refusal,
	problems: refusal.problems?.map((problem) => {
		for (const [path, kept] of numbers) {
			const [number, ...rest] = problem.field.startsWith(`${path}.`)
				? problem.field.slice(path.length + 1).split('.')
				: [];
			if (number !== undefined) return { ...problem, field: [path, kept[Number(number)] ?? number, ...rest].join('.') };
		}
		return problem;
	})
});

export type AreaActionOptions = {
	/** repeated parts of the form by path, and which of their rows count */
	readonly rows?: Readonly<Record<string, Filled>>;
	readonly shape?: Shape;
	/** where to go with the new thing's id; the page itself when left out */
	readonly after?: (id: string) => string;
};

/** The form action of one command of the area (open-case, convene-meeting, ...). */
export const areaAction =
	(command: AreaCommandName, { rows = {}, shape, after }: AreaActionOptions = {}): CommandAction =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const input = formToInput(data, FORM_FIELDS);
		if (!input.ok) return refused(input, command, data);
		const numbers = keepFilled(input.value, rows);
		const stepUpAt = event.locals.session?.stepUpAt ?? null;
		const result = await app().runAreaCommand({
			...{ actor, command, input: shape?.(input.value) ?? input.value, stepUpAt }
		});
		if (!result.ok) return refusedIn(event, inForm(result, numbers), command, data);
		return after ? redirect(303, after(result.value.id)) : backTo(event, data);
	};
