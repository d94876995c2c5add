import { randomInt } from 'node:crypto';
import { mayAtAll } from '#lib/access/capability-table.ts';
import { GIVEN_ROLES } from '#lib/access/roles.ts';
import { mayRunInArea } from '#lib/cases/area-commands.ts';
import { formToInput } from '#lib/govuk/form-input.ts';
import type { Role } from '#lib/identity.ts';
import { areaAction, refused } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { refusePage, signedIn } from '#lib/server/signed-in.ts';
import { LINK_DAYS, showFirstSignInPath } from '#server/application/first-sign-in.ts';
import { readSettings } from '#server/application/read-settings.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = signedIn(event);
	const settings = await readSettings(app().database, actor);
	if (!settings.ok) return refusePage(settings);
	const grantable: readonly Role[] = GIVEN_ROLES.filter(
		(role) => role !== 'SYSTEM_ADMINISTRATOR' || actor.roles.includes('SYSTEM_ADMINISTRATOR')
	);
	const mayKeep = mayAtAll(actor, 'read-retention');
	const maySetSignIn = mayRunInArea(actor, 'set-agency-sign-in') === null;
	const mayKeepWordings = mayRunInArea(actor, 'keep-wording') === null;
	return {
		...settings.value,
		grantable,
		mayKeep,
		mayKeepWordings,
		maySetSignIn,
		mayChange: mayRunInArea(actor, 'add-person') === null
	};
};

/** Letters that are not taken for one another when read aloud or typed from paper: 20 of them, about 95 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const temporaryPassword = (): string =>
	[0, 1, 2, 3].map(() => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-');

/** The password is made here and shown once; it is never stored in the clear or sent anywhere. */
const addPerson = async (event: RequestEvent) => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const input = formToInput(data, ['commandId', 'form', 'next']);
	if (!input.ok) return refused(input, 'add-person', data);
	const password = temporaryPassword();
	const result = await app().runAreaCommand({
		actor,
		command: 'add-person',
		input: { ...input.value, temporaryPassword: password }
	});
	if (!result.ok) return refused(result, 'add-person', data);
	const isSecondSeat = input.value.secondSeat === 'yes';
	return { added: { name: String(input.value.name), email: String(input.value.email), password, isSecondSeat } };
};

/** The link is made here and shown once; only its fingerprint is stored. */
const makeFirstSignIn = async (event: RequestEvent) => {
	const actor = signedIn(event);
	const data = await event.request.formData();
	const personId = String(data.get('personId') ?? '');
	const link = await showFirstSignInPath({ database: app().database, now: new Date() }, actor, personId);
	if (!link.ok) return refused(link, 'make-first-sign-in', data);
	return { link: { name: link.value.name, url: `${app().env.origin}${link.value.path}`, days: LINK_DAYS } };
};

export const actions = {
	'add-agency': areaAction('add-agency'),
	'add-person': addPerson,
	'make-first-sign-in': makeFirstSignIn,
	'set-person-grade': areaAction('set-person-grade'),
	'set-statement-text': areaAction('set-statement-text')
} satisfies Actions;
