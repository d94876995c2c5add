/**
 * A page of which more than half is drawn for browsers without JavaScript alone is sent without that, with a line by which such a
 * browser asks again at once (decision 064). It is asked once: a cookie of the browser's session notes it.
 */
import type { RequestEvent } from '@sveltejs/kit';

const COOKIE = 'scripts';
const OFF = 'off';

/**
 * Whether the browser that asks runs no scripts, as far as is known. The answer to a form is whole: asked for again it would not hold
 * what was typed. @param secure whether the service is reached over HTTPS
 */
export function isWithoutScript(
	{ cookies, request, url }: Pick<RequestEvent, 'cookies' | 'request' | 'url'>,
	secure: boolean
): boolean {
	if (request.method === 'POST' || cookies.get(COOKIE) === OFF) return true;
	if (url.searchParams.get(COOKIE) !== OFF) return false;
	cookies.set(COOKIE, OFF, { path: '/', httpOnly: true, sameSite: 'lax', secure });
	return true;
}

/** Where such a browser asks again: the same page. @param url the page's own address */
export function askWithoutScript(url: URL): string {
	const asked = new URLSearchParams(url.search);
	asked.set(COOKIE, OFF);
	return `?${asked}`;
}
