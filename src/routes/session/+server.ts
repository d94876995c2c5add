import { json } from '@sveltejs/kit';
import { app } from '#lib/server/running-app.ts';
import { notFound } from '#lib/server/signed-in.ts';

/**
 * Somebody did something in a page: their session goes on, and the page hears for how long. Asked by pages that saw a key or a
 * press, never by a timer alone.
 */
export const POST = async ({ locals: { actor, session } }) => {
	if (!actor || !session) return notFound();
	const { sessions, liveSessions } = app();
	await sessions.touch([session.id]);
	await liveSessions.keepOnDuty(session.id);
	const endsInMs = (await sessions.goodFor([session.id])).get(session.id) ?? 0;
	const lastsMs = session.absoluteEndAt.getTime() - Date.now();
	return json({ personId: actor.personId, endsInMs, lastsMs });
};
