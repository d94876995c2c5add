/**
 * What opens a guest's door: a link with 256 random bits, a code told another way, and the binding of one browser. Of each
 * only a hash is stored; whoever reads the database gets in by none of them.
 */
import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { GUEST } from '#lib/guests/guest.ts';
import { drawToken, tokenDigest } from '../persistence/secret-token.ts';

const AREA_BYTES = 16;
const SECRET_BYTES = 32;
/** 48 bytes as base64url: every character of it counts, so that no altered link opens what the whole one does. */
const LINK = /^[A-Za-z0-9_-]{64}$/;
const BINDING = /^[A-Za-z0-9_-]{43}$/;

/** A new link's secret: the area it is looked for in, then 256 random bits. */
export function makeGuestLink(areaId: string): { readonly secret: string; readonly hash: string } {
	const area = Buffer.from(areaId.replaceAll('-', ''), 'hex');
	const secret = Buffer.concat([area, randomBytes(SECRET_BYTES)]).toString('base64url');
	return { secret, hash: tokenDigest(secret) };
}

/** Where to look a link up. What is no link at all is looked up too, where nothing is: it takes as long (R9). */
export function readGuestLink(typed: string): { readonly areaId: string; readonly hash: string } {
	if (!LINK.test(typed)) return { areaId: NOWHERE, hash: tokenDigest('') };
	const hex = Buffer.from(typed, 'base64url').subarray(0, AREA_BYTES).toString('hex');
	const areaId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
	return { areaId, hash: tokenDigest(typed) };
}
const NOWHERE = '00000000-0000-4000-8000-000000000000';

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
