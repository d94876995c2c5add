import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import { mayAtAll } from '#lib/access/capability-table.ts';
import { formToInput } from '#lib/govuk/form-input.ts';
import { parseInput } from '#lib/input.ts';
import { CONFIRM_DESTRUCTION } from '#lib/retention/retention-commands.ts';
import { areaAction, type CommandAction, refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { destroyCase } from '#server/application/destroy-case.ts';
import { readCaseRetention } from '#server/application/read-retention.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the unit; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const page = await readCaseRetention({ database: app().database, now: () => new Date() }, actor, event.params.caseId);
	if (!page.ok) return refusePage(page);
	const mayHold = mayAtAll(actor, 'hold-data');
	return { ...page.value, mayHold, mayPropose: mayAtAll(actor, 'propose-destruction'), commandKey: randomUUID() };
};

/** The case is gone afterwards, and this page with it: its certificate is the answer. */
const destroy: CommandAction = async (event) => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const fields = formToInput(data, ['commandId', 'form', 'next']);
	if (!fields.ok) return refusedIn(event, fields, 'destroy-case', data);
	const input = parseInput(CONFIRM_DESTRUCTION, fields.value);
	if (!input.ok) return refusedIn(event, input, 'destroy-case', data);
	const { database, seal, cache } = app();
	const parts = { database, seal, now: () => new Date(), forget: cache.forget };
	const done = await destroyCase(parts, { actor, stepUpAt: event.locals.session?.stepUpAt ?? null }, input.value);
	return done.ok
		? redirect(303, `/retention/certificates/${done.value.number}`)
		: refusedIn(event, done, 'destroy-case', data);
};

export const actions = {
	'hold-case': areaAction('hold-case'),
	'review-case-hold': areaAction('review-case-hold'),
	'end-case-hold': areaAction('end-case-hold'),
	'keep-case': areaAction('keep-case'),
	'propose-destruction': areaAction('propose-destruction'),
	'withdraw-destruction': areaAction('withdraw-destruction'),
	'destroy-case': destroy
} satisfies Actions;
