/** A file for whoever asks for it themselves, at an address of its own: an export whose recipient is they (R18). */
import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import { OWN_USE } from '#lib/exports/exported-file.ts';
import type { Result } from '#lib/result.ts';
import { fileResponse } from '#lib/server/file-action.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { confirmFirst } from '#lib/server/step-up.ts';
import type { ExportAsked } from '#server/application/export-file.ts';
import type { FileAnswer } from '#server/application/export-minutes.ts';

/** Whose file it is, and what for. */
export type OwnUse = { readonly recipient: string; readonly purpose: string };

/** @param give makes the file under its number, or says why not; nothing has left then */
export async function takeOwnFile(
	event: RequestEvent,
	give: (asked: ExportAsked, own: OwnUse) => Promise<Result<FileAnswer>>
): Promise<Response> {
	const actor = signedIn(event);
	confirmFirst(event);
	const stepUpAt = event.locals.session?.stepUpAt ?? null;
	const own = { recipient: `${actor.name}, ${actor.agencyName}`, purpose: OWN_USE };
	const given = await give({ actor, stepUpAt, commandId: randomUUID() }, own);
	return given.ok ? fileResponse(given.value) : refusePage(given);
}
