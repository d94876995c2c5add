import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { unsentKey } from '#server/application/unsent-key.ts';
import type { RequestHandler } from './$types';

/** The key of what this session's browser keeps of this meeting; who is not of the room finds no such meeting. */
export const GET: RequestHandler = async (event) => {
	const actor = signedIn(event);
	const { session } = event.locals;
	if (!session) return notFound();
	const key = await unsentKey(app(), actor, session.id, event.params.meetingId);
	return key.ok ? json(key.value, { headers: { 'cache-control': 'no-store' } }) : refusePage(key);
};
