/**
 * What opens a guest's door besides their link (link-secret.ts): a code told another way, and the binding of one browser. Of
 * each only a hash is stored; whoever reads the database gets in by none of them.
 */
import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { GUEST } from '#lib/guests/guest.ts';
import { drawToken, tokenDigest } from '../persistence/secret-token.ts';

const BINDING = /^[A-Za-z0-9_-]{43}$/;

/** Eight digits to be read out by telephone. */
export const makeGuestCode = (): string =>
	randomInt(0, 10 ** GUEST.codeDigits)
		.toString()
		.padStart(GUEST.codeDigits, '0');
/** So few digits are guessed at once from a plain hash: this one needs the service's own key. */
export const hashGuestCode = (key: Buffer, guestId: string, code: string): string =>
	createHmac('sha256', key).update(`${guestId} ${code}`).digest('hex');
export const isGuestCode = (stored: string | null, tried: string): boolean => {
	const [a, b] = [Buffer.from(stored ?? '', 'hex'), Buffer.from(tried, 'hex')];
	return a.length === b.length && timingSafeEqual(a, b);
};

/** What binds one browser to a link: for its cookie, and for the table. */
export function makeGuestBinding(): { readonly binding: string; readonly hash: string } {
	const binding = drawToken();
	return { binding, hash: tokenDigest(binding) };
}
/** Null for what is no binding. */
export const hashGuestBinding = (binding: string | undefined): string | null =>
	binding !== undefined && BINDING.test(binding) ? tokenDigest(binding) : null;
