/** What a browser holds while it signs in, and afterwards of having done so. None of them is a session or opens anything alone. */
import type { Cookies } from '@sveltejs/kit';
import { knownBrowser } from '#server/application/known-browser.ts';
import { canonicalEmail } from '#server/persistence/accounts.ts';
import type { ServiceKeys } from '#server/service-keys.ts';

/** The open question after the password; that to a passkey alone; that to an agency's provider; that somebody has signed in here before. */
type Name = 'second-step' | 'passkey-step' | 'agency-step' | 'known-browser';

const TEN_MINUTES_S = 600;
const YEAR_S = 365 * 24 * 3600;
const nameOf = (name: Name, secure: boolean): string => (secure ? `__Host-${name}` : name);
const attributes = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

export const readStepCookie = (cookies: Cookies, secure: boolean, name: Name): string | null => {
	const value = cookies.get(nameOf(name, secure)) ?? null;
	return value !== null && /^[\w.-]{1,100}$/.test(value) ? value : null;
};

export const setStepCookie = (
	cookies: Cookies,
	secure: boolean,
	name: 'second-step' | 'passkey-step' | 'agency-step',
	token: string
): void => cookies.set(nameOf(name, secure), token, { ...attributes(secure), maxAge: TEN_MINUTES_S });

export const removeStepCookie = (cookies: Cookies, secure: boolean, name: Name): void =>
	cookies.delete(nameOf(name, secure), attributes(secure));

/** After the right password: from now on this browser has tries of its own. */
export const markBrowser = (cookies: Cookies, secure: boolean, keys: ServiceKeys, email: string): void =>
	cookies.set(nameOf('known-browser', secure), knownBrowser(keys.keyFor('second-factor'), canonicalEmail(email)), {
		...attributes(secure),
		maxAge: YEAR_S
	});
