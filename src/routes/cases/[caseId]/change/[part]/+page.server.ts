import { type AreaCommandName, mayRunInArea } from '#lib/cases/area-commands.ts';
import type { CasePart } from '#lib/cases/case-history.ts';
import { formValues } from '#lib/govuk/stored-form.ts';
import { anythingTyped, areaAction, type Filled } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { notFound, refusePage, signedIn } from '#lib/server/signed-in.ts';
import { londonDate } from '#lib/time.ts';
import { type AmendmentPage, readAmendment } from '#server/application/read-amendment.ts';
import type { Actions, PageServerLoad } from './$types';

type Change = {
	readonly part: CasePart;
	readonly command: AreaCommandName;
	/** what stands in the form before anybody types, named like its fields */
	readonly stored: (page: AmendmentPage, today: string) => unknown;
};
/** Only then its own words are asked for. */
const isOther = (kind: string | null | undefined): boolean => !kind || kind === 'OTHER';

const CHANGES: Readonly<Record<string, Change>> = {
	person: { part: 'PERSON', command: 'amend-person', stored: ({ case: { subject } }) => ({ subject }) },
	offence: {
		...{ part: 'OFFENCE', command: 'amend-offence' },
		stored: ({ case: { facts } }) => ({
			facts: { ...facts, dates: facts.dates.map((one) => ({ ...one, label: isOther(one.kind) ? one.label : '' })) }
		})
	},
	orders: {
		...{ part: 'ORDERS', command: 'amend-orders' },
		stored: ({ case: { facts } }) => ({
			facts: { orders: facts.orders.map((one) => ({ ...one, type: isOther(one.kind) ? one.type : '' })) }
		})
	},
	risk: { part: 'RISK', command: 'amend-risk', stored: ({ case: { facts } }) => ({ facts }) },
	management: {
		...{ part: 'MANAGEMENT', command: 'amend-management' },
		stored: ({ case: { leadAgencyId }, caseManagerId }) => ({ leadAgencyId, caseManagerId })
	},
	category: {
		...{ part: 'CATEGORY', command: 'change-category' },
		stored: ({ case: { category } }) => ({ category })
	},
	level: {
		...{ part: 'LEVEL', command: 'change-level' },
		stored: ({ case: { level } }, today) => ({ level, on: today })
	},
	status: { part: 'STATUS', command: 'change-status', stored: ({ status }) => ({ status }) }
};

/** For the MAPPA unit, and only what this person may change; everybody else finds nothing here (R9). */
export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const { caseId, part } = event.params;
	const change = Object.hasOwn(CHANGES, part) ? CHANGES[part] : undefined;
	if (!change || mayRunInArea(actor, change.command)) return notFound();
	const page = await readAmendment(app().database, actor, caseId, change.part);
	if (!page.ok) return refusePage(page);
	const { case: found, version, last, agencies, people } = page.value;
	const today = londonDate(new Date().toISOString());
	return {
		...{ caseId, ref: found.ref, version, last, agencies, people, today, status: page.value.status },
		...{ category: found.category, level: found.level, orders: found.facts.orders.length },
		part: part as 'person' | 'offence' | 'orders' | 'risk' | 'management' | 'category' | 'level' | 'status',
		command: change.command,
		stored: formValues(change.stored(page.value, today))
	};
};

const kept: Filled = (row) => row.remove !== 'yes' && anythingTyped(row);
const change = (command: AreaCommandName, rows: Readonly<Record<string, Filled>> = {}) =>
	areaAction(command, { rows, after: (id) => `/cases/${id}` });

export const actions = {
	'amend-person': change('amend-person'),
	'amend-offence': change('amend-offence', { 'facts.dates': kept }),
	'amend-orders': change('amend-orders', { 'facts.orders': kept }),
	'amend-risk': change('amend-risk', {
		'facts.tools': kept,
		'facts.victims': ({ code, views }) => code !== '' || views !== ''
	}),
	'amend-management': change('amend-management'),
	'change-category': change('change-category'),
	'change-level': change('change-level'),
	'change-status': change('change-status')
} satisfies Actions;
