/**
 * What a link of this service carries that opens something without a session: the area it is looked for in, then 256 random
 * bits. Only its hash is stored.
 */
import { randomBytes } from 'node:crypto';
import { tokenDigest } from '../persistence/secret-token.ts';

const AREA_BYTES = 16;
const SECRET_BYTES = 32;
/** 48 bytes as base64url: every character of it counts, so that no altered link opens what the whole one does. */
const LINK = /^[A-Za-z0-9_-]{64}$/;
const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** A new link's secret, and what is stored of it. */
export function makeLinkSecret(areaId: string): { readonly secret: string; readonly hash: string } {
	const area = Buffer.from(areaId.replaceAll('-', ''), 'hex');
	const secret = Buffer.concat([area, randomBytes(SECRET_BYTES)]).toString('base64url');
	return { secret, hash: tokenDigest(secret) };
}

/** Where to look a link up. What is no link at all is looked up too, where nothing is: it takes as long (R9). */
export function readLinkSecret(typed: string): { readonly areaId: string; readonly hash: string } {
	if (!LINK.test(typed)) return { areaId: NOWHERE, hash: tokenDigest('') };
	const hex = Buffer.from(typed, 'base64url').subarray(0, AREA_BYTES).toString('hex');
	const areaId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
	return { areaId, hash: tokenDigest(typed) };
}
