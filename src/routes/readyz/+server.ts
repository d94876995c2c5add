import { app } from '#lib/server/running-app.ts';

/** The database answers; its schema was checked at start. Besides, what is degraded without stopping anybody, a line each. */
export const GET = async () => {
	const { database, audit } = app();
	const ready = await database.ready();
	const degraded = audit.troubles().map((trouble) => `degraded: ${trouble}\n`);
	return new Response(ready ? `ok\n${degraded.join('')}` : 'not ready\n', {
		status: ready ? 200 : 503,
		headers: { 'content-type': 'text/plain', ...(ready ? {} : { 'retry-after': '2' }) }
	});
};
