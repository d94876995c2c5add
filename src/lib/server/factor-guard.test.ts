import { expect, test } from 'vitest';
import { FACTOR_PAGE, factorOwed } from './factor-guard.ts';

const asked = (path: string, more: { isDataRequest?: boolean; action?: boolean } = {}) => ({
	url: new URL(path, 'https://mappa.example'),
	request: new Request('https://mappa.example/', { headers: more.action ? { 'x-sveltekit-action': 'true' } : {} }),
	isDataRequest: more.isDataRequest ?? false
});

test.each(['/', '/meetings/m-1/room', '/account', '/account/password', '/cases', '/account-of-another', '/settings'])(
	'FACTOR-9 whoever owes a second factor is led from %s to the page that sets one up',
	(path) => {
		const answer = factorOwed({ owesFactor: true }, asked(path));
		expect([answer?.status, answer?.headers.get('location')]).toEqual([303, FACTOR_PAGE]);
		expect(() => factorOwed({ owesFactor: true }, asked(path, { isDataRequest: true }))).toThrow();
		expect(() => factorOwed({ owesFactor: true }, asked(path, { action: true }))).toThrow();
		expect(factorOwed({ owesFactor: false }, asked(path))).toBeNull();
	}
);

test.each([
	FACTOR_PAGE,
	'/account/code-app',
	'/account/passkeys',
	'/account/passkeys/challenge',
	'/confirm',
	'/session',
	'/sign-out'
])('FACTOR-9 whoever owes a second factor reaches %s', (path) => {
	expect(factorOwed({ owesFactor: true }, asked(path))).toBeNull();
});
