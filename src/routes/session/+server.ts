import { json } from '@sveltejs/kit';
import { SESSION_KINDS } from '#lib/people/session-kinds.ts';
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
	// Whoever owes a second factor is nobody to that question, and has just been given the whole time.
	const whole = session.owesFactor ? SESSION_KINDS[session.kind].idleMinutes * 60_000 : 0;
	const endsInMs = (await sessions.goodFor([session.id])).get(session.id) ?? whole;
	const lastsMs = session.absoluteEndAt.getTime() - Date.now();
	return json({ personId: actor.personId, endsInMs, lastsMs });
};
