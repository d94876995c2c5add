/** Who asks again and again for what is not there is stopped for a while, and written down (promises U-7). */
import type { RequestEvent } from '@sveltejs/kit';
import type { Actor } from '#lib/identity.ts';
import { htmlAnswer, link, page, paragraph } from '#lib/server/away-answer.ts';
import type { App } from '#server/start.ts';

/** The answer to somebody who has to wait, or null. */
export function tooManyMissed({ missed }: Pick<App, 'missed'>, { personId }: Actor): Response | null {
	const seconds = missed.waitFor(personId);
	if (seconds === 0) return null;
	const text =
		'Too many pages were asked for that are not there for you. Wait a minute, then go on from a page of yours.';
	return htmlAnswer(page('Too much at once', paragraph(text) + paragraph(link('/', 'Go to my work'))), 429, {
		'retry-after': String(seconds)
	});
}

/** Counts an answer that says "not there": of a page, a form, a file, or the data of a page. */
export async function countMissed(
	{ missed, refusals }: Pick<App, 'missed' | 'refusals'>,
	actor: Actor,
	{ isDataRequest }: Pick<RequestEvent, 'isDataRequest'>,
	answer: Response
): Promise<void> {
	if (answer.status !== 404 && !(isDataRequest && answer.ok && (await saysMissing(answer)))) return;
	if (missed.note(actor.personId)) refusals.search(actor);
}

/** The data of a page is answered with 200 whatever it says; what is missing stands in it. */
async function saysMissing(answer: Response): Promise<boolean> {
	const said = await answer.clone().text();
	return said.includes('"type":"error"') && said.includes('"status":404');
}
