import { json } from '@sveltejs/kit';
import { answerOpenly } from '#lib/server/open-question.ts';
import { app } from '#lib/server/running-app.ts';
import { CONNECTION_TEST } from '#lib/wire.ts';

const COOKIE = 'connection-test';

/** The server's time, epoch ms, and whether the cookie of the question before came back. */
export const GET = (event) =>
	answerOpenly(event, async () => {
		const cookie = event.cookies.get(COOKIE) === 'kept';
		const { secure } = app().env;
		event.cookies.set(COOKIE, 'kept', {
			path: CONNECTION_TEST.path,
			...{ httpOnly: true, secure, sameSite: 'strict', maxAge: 60 }
		});
		return json({ now: Date.now(), cookie });
	});
