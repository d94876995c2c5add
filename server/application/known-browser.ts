/**
 * A browser in which somebody has signed in before has tries of its own: whoever guesses at their password elsewhere uses up
 * other tries, and cannot keep them out (OWASP, device cookies). It lets nobody in by itself.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const NONCE = /^[\w-]{22}$/;

const signOf = (key: Buffer, email: string, nonce: string): Buffer =>
	createHmac('sha256', key).update(`known browser ${nonce} ${email}`).digest();

/** For the browser's cookie. @param key of the purpose 'second-factor' @param email canonical */
export function knownBrowser(key: Buffer, email: string): string {
	const nonce = randomBytes(16).toString('base64url');
	return `${nonce}.${signOf(key, email, nonce).toString('base64url')}`;
}

/** The browser's own mark when this person has signed in there before, else null. */
export function markOfBrowser(key: Buffer, email: string, cookie: string | null): string | null {
	const [nonce = '', sign = ''] = (cookie ?? '').slice(0, 100).split('.');
	const given = Buffer.from(sign, 'base64url');
	if (!NONCE.test(nonce) || given.length !== 32) return null;
	return timingSafeEqual(given, signOf(key, email, nonce)) ? nonce : null;
}
