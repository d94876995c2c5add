/** The action of a form that is answered with a file (R18). Refused, the page shows what is wrong at its field, as any form does. */
import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { formToInput } from '#lib/govuk/form-input.ts';
import { parseInput } from '#lib/input.ts';
import type { Result } from '#lib/result.ts';
import { type CommandAction, commandIdOf, refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import type { ExportAsked } from '#server/application/export-file.ts';
import type { FileAnswer, MinutesExportParts } from '#server/application/export-minutes.ts';

/** With what files are made. */
export const exportParts = (): MinutesExportParts => {
	const { database, cache, seal } = app();
	return { database, cache, seal, now: () => new Date() };
};

/** A file as a browser keeps it. */
export const fileResponse = ({ name, contentType, bytes }: FileAnswer): Response =>
	// As a stream: a large archive is written as fast as its reader takes it.
	new Response(new Blob([new Uint8Array(bytes)]).stream(), {
		headers: {
			'content-type': contentType,
			'content-length': String(bytes.byteLength),
			'content-disposition': `attachment; filename="${name}"`,
			'cache-control': 'no-store'
		}
	});

/** @param give makes the file, or says why not; nothing has left then */
export const fileAction =
	<Input>(
		command: string,
		schema: z.ZodType<Input>,
		give: (event: RequestEvent, asked: ExportAsked, input: Input) => Promise<Result<FileAnswer>>
	): CommandAction =>
	async (event) => {
		const actor = signedIn(event);
		const data = await event.request.formData();
		const fields = formToInput(data, ['commandId', 'form', 'next']);
		if (!fields.ok) return refusedIn(event, fields, command, data);
		const input = parseInput(schema, fields.value);
		if (!input.ok) return refusedIn(event, input, command, data);
		const stepUpAt = event.locals.session?.stepUpAt ?? null;
		const commandId = commandIdOf(data, command) || randomUUID();
		const given = await give(event, { actor, stepUpAt, commandId }, input.value);
		if (given.ok) event.locals.file = fileResponse(given.value);
		// The page that this would show is never seen: the file is the answer.
		return refusedIn(event, given.ok ? { ok: false, kind: 'not-now', message: '' } : given, command, data);
	};
