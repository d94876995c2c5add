import { MAIL_STATES } from '#lib/mail/mail-state.ts';
import { areaAction } from '#lib/server/form.ts';
import { outboxReading } from '#lib/server/outbox-reading.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readOutbox } from '#server/application/read-outbox.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const outbox = await readOutbox(outboxReading(), signedIn(event));
	if (!outbox.ok) return refusePage(outbox);
	const state = MAIL_STATES.find((one) => one === event.url.searchParams.get('state')) ?? '';
	const { lines, ...rest } = outbox.value;
	const counts = MAIL_STATES.map((one) => ({ state: one, count: lines.filter((line) => line.state === one).length }));
	return { ...rest, state, counts, lines: state === '' ? lines : lines.filter((line) => line.state === state) };
};

export const actions = {
	'retry-mail': areaAction('retry-mail'),
	'pass-on-mail': areaAction('pass-on-mail')
} satisfies Actions;
