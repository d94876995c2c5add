import { calendarFile } from '#lib/mail/calendar-file.ts';
import { calendarAnswer } from '#lib/server/calendar-answer.ts';
import { app } from '#lib/server/running-app.ts';
import { signedIn } from '#lib/server/signed-in.ts';
import { readMyCalendar } from '#server/application/my-calendar.ts';
import type { RequestHandler } from './$types';

/** Every meeting of the person signed in, for their own calendar. */
export const GET: RequestHandler = async (event) => {
	const meetings = await readMyCalendar(app(), signedIn(event));
	const { origin, mailFrom } = app().env;
	return calendarAnswer(calendarFile(meetings, { origin, organiser: mailFrom, now: Date.now() }), 'My-MAPP-meetings');
};
