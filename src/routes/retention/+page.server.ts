import { randomUUID } from 'node:crypto';
import { mayAtAll } from '#lib/access/capability-table.ts';
import { areaAction } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { readRetention } from '#server/application/read-retention.ts';
import type { Actions, PageServerLoad } from './$types';

/** For the unit that answers for what is kept; for everybody else there is no such page. */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const page = await readRetention({ database: app().database, now: () => new Date() }, actor);
	if (!page.ok) return refusePage(page);
	return { ...page.value, mayHold: mayAtAll(actor, 'hold-data'), commandKey: randomUUID() };
};

const after = () => '/retention#holds';
export const actions = {
	'hold-area': areaAction('hold-area', { after }),
	'review-area-hold': areaAction('review-area-hold', { after }),
	'end-area-hold': areaAction('end-area-hold', { after })
} satisfies Actions;
