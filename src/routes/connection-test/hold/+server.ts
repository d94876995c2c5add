import { setTimeout as wait } from 'node:timers/promises';
import { text } from '@sveltejs/kit';
import { answerOpenly } from '#lib/server/open-question.ts';
import { CONNECTION_TEST } from '#lib/wire.ts';

/** An answer that lets one wait, as long polling does. */
export const GET = (event) =>
	answerOpenly(event, async () => {
		await wait(CONNECTION_TEST.holdMs, null, { signal: event.request.signal }).catch(() => null);
		return text('held\n');
	});
