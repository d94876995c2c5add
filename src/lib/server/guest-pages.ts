/** What a guest may reach: the door, the room and the return of their one meeting. Every other page does not exist for them (R4). */
import type { Cookies } from '@sveltejs/kit';

/** Which meeting it is of is for the door to say: a guest has a seat at one. */
const PAGES = /^\/(join\/[^/]+|meetings\/[^/]+\/(room|return|unsent-key)|guest\/[^/]+|session|sign-out)$/;

/** @param path of a page or a server route, as it was asked for */
export const mayGuestReach = (path: string): boolean => PAGES.test(path);

/** The browser a guest's link is bound to: it opens nothing without the link and a session. */
const bindingCookie = (secure: boolean): string => (secure ? '__Host-guest' : 'guest');
const attributes = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'lax', secure }) as const;

export const guestBinding = (cookies: Cookies, secure: boolean): string | undefined =>
	cookies.get(bindingCookie(secure));
/** It ends with the browser; the guest's own end comes first. */
export const keepGuestBinding = (cookies: Cookies, secure: boolean, binding: string): void =>
	cookies.set(bindingCookie(secure), binding, attributes(secure));
