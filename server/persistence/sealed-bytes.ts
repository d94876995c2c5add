/** AES-256-GCM: a random nonce, what was sealed, and the tag. Bound to a place, so that it opens nowhere else. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
const CIPHER = 'aes-256-gcm';
/** how much longer sealed bytes are */
export const SEAL_BYTES = NONCE + TAG;

/** The bytes were changed, moved from where they were stored, or sealed with another key. */
export class NotAuthentic extends Error {
	override readonly name = 'NotAuthentic';
	constructor() {
		super('what was sealed is not as it was sealed');
	}
}

/** @param place what it is bound to */
export function sealBytes(key: Buffer, place: Uint8Array, bytes: Uint8Array): Buffer {
	const nonce = randomBytes(NONCE);
	const cipher = createCipheriv(CIPHER, key, nonce).setAAD(place);
	return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @throws NotAuthentic */
export function openBytes(key: Buffer, place: Uint8Array, sealed: Uint8Array): Uint8Array {
	if (sealed.length < SEAL_BYTES) throw new NotAuthentic();
	const end = sealed.length - TAG;
	const cipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE), { authTagLength: TAG }).setAAD(place);
	cipher.setAuthTag(sealed.subarray(end));
	const bytes = cipher.update(sealed.subarray(NONCE, end));
	try {
		cipher.final();
	} catch {
		throw new NotAuthentic();
	}
	return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
