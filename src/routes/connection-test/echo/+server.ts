import { setTimeout as wait } from 'node:timers/promises';
import { text } from '@sveltejs/kit';
import { answerOpenly } from '#lib/server/open-question.ts';
import { CONNECTION_TEST } from '#lib/wire.ts';

/** Says back what was sent, and nothing else. */
export const POST = (event) =>
	answerOpenly(event, async () => {
		if (Number(event.request.headers.get('content-length')) > CONNECTION_TEST.messageBytes)
			return text('Too large.\n', { status: 413 });
		const body = await Promise.race([event.request.arrayBuffer(), wait(CONNECTION_TEST.withinMs - 1000, null)]);
		return body === null
			? text('Too slow.\n', { status: 408, headers: { connection: 'close' } })
			: new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
	});
