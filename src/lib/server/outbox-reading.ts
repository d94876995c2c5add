/** What reading the outbox needs of the running application. */
import { app } from '#lib/server/running-app.ts';
import type { OutboxReading } from '#server/application/read-outbox.ts';

export const outboxReading = (): OutboxReading => {
	const { database, env } = app();
	const sender = { origin: env.origin, from: env.mailFrom };
	return { database, sender, sends: env.smtpUrl !== undefined, now: new Date() };
};
