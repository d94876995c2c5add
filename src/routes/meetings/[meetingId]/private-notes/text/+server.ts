import { json } from '@sveltejs/kit';
import { HTTP_STATUS } from '#lib/result.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readChairNotes, saveChairNotes } from '#server/application/chair-notes.ts';
import type { RequestHandler } from './$types';

/** The same notes for the panel of the room, and what is typed in it as it is typed. */
export const GET: RequestHandler = async (event) => {
	const notes = await readChairNotes(app(), signedIn(event), event.params.meetingId);
	return notes.ok ? json(notes.value) : refusePage(notes);
};

/** 409 with what stands there when another window of the same person wrote meanwhile. */
export const PUT: RequestHandler = async (event) => {
	const actor = signedIn(event);
	const typed: unknown = await event.request.json().catch(() => null);
	const saved = await saveChairNotes(app(), actor, event.params.meetingId, typed);
	if (saved.ok) return json(saved.value);
	if (saved.kind === 'missing') return refusePage(saved);
	const { message } = saved;
	return json({ message, theirs: 'theirs' in saved ? saved.theirs : null }, { status: HTTP_STATUS[saved.kind] });
};
