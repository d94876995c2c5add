import { app } from '#lib/server/running-app.ts';

/** The database answers; its schema was checked at start. Says nothing else. */
export const GET = async () => {
	const ready = await app().database.ready();
	return new Response(ready ? 'ok\n' : 'not ready\n', {
		status: ready ? 200 : 503,
		headers: { 'content-type': 'text/plain', ...(ready ? {} : { 'retry-after': '2' }) }
	});
};
