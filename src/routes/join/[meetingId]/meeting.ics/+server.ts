import { calendarFile } from '#lib/mail/calendar-file.ts';
import { calendarAnswer } from '#lib/server/calendar-answer.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readCalendarEntry } from '#server/application/my-calendar.ts';
import type { RequestHandler } from './$types';

/** The meeting for the calendar of somebody invited. */
export const GET: RequestHandler = async (event) => {
	const entry = await readCalendarEntry(app(), signedIn(event), event.params.meetingId);
	if (!entry.ok) return refusePage(entry);
	const { origin, mailFrom } = app().env;
	return calendarAnswer(calendarFile([entry.value], { origin, organiser: mailFrom, now: Date.now() }));
};
