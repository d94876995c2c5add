/** Setting and removing the cookie with the session token. It ends with the browser; the server decides how long it is good. */
import type { Cookies } from '@sveltejs/kit';
import type { Sessions } from '#server/persistence/sessions.ts';

const attributes = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

export const setSessionCookie = (cookies: Cookies, { cookieName, secure }: Sessions, token: string): void =>
	cookies.set(cookieName, token, attributes(secure));

export const removeSessionCookie = (cookies: Cookies, { cookieName, secure }: Sessions): void =>
	cookies.delete(cookieName, attributes(secure));
