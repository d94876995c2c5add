import { type RequestEvent, redirect } from '@sveltejs/kit';
import { refused, refusedIn } from '#lib/server/form.ts';
import { app } from '#lib/server/running-app.ts';
import { goOnWith, textOf, thisSession } from '#lib/server/this-browser.ts';
import { FEW_RECOVERY_CODES } from '#server/application/code-app.ts';
import { endDevice, endOtherDevices, readDevices } from '#server/application/own-devices.ts';
import { nameOwnPasskey, readOwnFactors, removeCodeApp, removeOwnPasskey } from '#server/application/own-sign-in.ts';
import { hasFactor } from '#server/persistence/second-factors.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const signedIn = thisSession(event);
	const [own, devices] = await Promise.all([readOwnFactors(app(), signedIn), readDevices(app(), signedIn)]);
	const { actor, session } = signedIn;
	return {
		...{ name: actor.name, roleTitle: actor.roleTitle, agencyName: actor.agencyName, email: own.email },
		...{ hasPassword: own.hasPassword, codeApp: own.codeApp, passkeys: own.passkeys },
		...{ isStrong: hasFactor(own), recoveryCodes: own.recoveryCodes },
		isLow: hasFactor(own) && own.recoveryCodes <= FEW_RECOVERY_CODES,
		devices,
		means: session.means,
		changed: event.url.searchParams.get('changed') === 'password'
	};
};

const back = (): never => redirect(303, '/account');
const isRequired = (): boolean => app().env.secondFactor === 'required';
const formOf = async (event: RequestEvent) => ({ data: await event.request.formData(), signedIn: thisSession(event) });

export const actions: Actions = {
	'remove-code-app': async (event) => {
		const { data, signedIn } = await formOf(event);
		const answer = await removeCodeApp(app(), signedIn, isRequired());
		if (!answer.ok) return refusedIn(event, answer, 'remove-code-app', data);
		goOnWith(event, answer.value);
		return back();
	},
	'remove-passkey': async (event) => {
		const { data, signedIn } = await formOf(event);
		const answer = await removeOwnPasskey(app(), signedIn, textOf(data, 'id'), isRequired());
		if (!answer.ok) return refusedIn(event, answer, 'remove-passkey', data);
		goOnWith(event, answer.value);
		return back();
	},
	'rename-passkey': async (event) => {
		const { data, signedIn } = await formOf(event);
		const answer = await nameOwnPasskey(app(), signedIn, { id: textOf(data, 'id'), name: textOf(data, 'name') });
		return answer.ok ? back() : refusedIn(event, answer, 'rename-passkey', data);
	},
	'end-device': async (event) => {
		const { data, signedIn } = await formOf(event);
		const answer = await endDevice(app(), signedIn, textOf(data, 'device'));
		if (!answer.ok) return refused(answer, 'end-device', data);
		for (const id of answer.value) app().liveSessions.end(id);
		return back();
	},
	'end-other-devices': async (event) => {
		for (const id of await endOtherDevices(app(), thisSession(event))) app().liveSessions.end(id);
		return back();
	}
};
