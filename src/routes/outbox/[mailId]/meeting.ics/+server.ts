import { calendarAnswer } from '#lib/server/calendar-answer.ts';
import { outboxReading } from '#lib/server/outbox-reading.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readMailCalendar } from '#server/application/read-outbox.ts';
import type { RequestHandler } from './$types';

/** The calendar file that one message brings, for whoever passes it on by hand. */
export const GET: RequestHandler = async (event) => {
	const file = await readMailCalendar(outboxReading(), signedIn(event), event.params.mailId);
	return file.ok ? calendarAnswer(file.value) : refusePage(file);
};
