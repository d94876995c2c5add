/** Signatures of certificates and PDF seals, checked by the browser or Node (WebCrypto): RSA (PKCS #1 v1.5) and ECDSA. */

import type { Certificate } from './certificate.ts';
import { DerProblem, derObjectId, derPart, derParts, readDer, sameBytes } from './der-reader.ts';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const CURVES: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
	'1.2.840.10045.3.1.7': ['P-256', 32],
	'1.3.132.0.34': ['P-384', 48],
	'1.3.132.0.35': ['P-521', 66]
};
const HASHES: Readonly<Record<string, string>> = {
	'1.2.840.113549.1.1.11': 'SHA-256',
	'1.2.840.113549.1.1.12': 'SHA-384',
	'1.2.840.113549.1.1.13': 'SHA-512',
	'1.2.840.10045.4.3.2': 'SHA-256',
	'1.2.840.10045.4.3.3': 'SHA-384',
	'1.2.840.10045.4.3.4': 'SHA-512'
};

/**
 * Whether the key made this signature over the bytes. False for every algorithm that is not allowed.
 * @param algorithm of the signature, dotted; RSA's own id with a digest named elsewhere means SHA-256
 */
export async function isSignedBy(
	publicKey: Uint8Array<ArrayBuffer>,
	algorithm: string,
	signature: Uint8Array<ArrayBuffer>,
	bytes: Uint8Array<ArrayBuffer>
): Promise<boolean> {
	const [key] = derParts(readDer(publicKey));
	if (!key) throw new DerProblem();
	const parts = derParts(key);
	const kind = derObjectId(derPart(parts, 0, 6));
	const hash = kind === RSA && algorithm === RSA ? 'SHA-256' : HASHES[algorithm];
	if (hash === undefined) return false;
	if (kind === RSA) {
		if (!algorithm.startsWith('1.2.840.113549.1.1.')) return false;
		const name = 'RSASSA-PKCS1-v1_5';
		const imported = await crypto.subtle.importKey('spki', publicKey, { name, hash }, false, ['verify']);
		return crypto.subtle.verify(name, imported, signature, bytes);
	}
	const curve =
		kind === EC && algorithm.startsWith('1.2.840.10045.') ? CURVES[derObjectId(derPart(parts, 1, 6))] : undefined;
	if (!curve) return false;
	const [namedCurve, size] = curve;
	const imported = await crypto.subtle.importKey('spki', publicKey, { name: 'ECDSA', namedCurve }, false, ['verify']);
	return crypto.subtle.verify({ name: 'ECDSA', hash }, imported, bothNumbers(signature, size), bytes);
}

/** An ECDSA signature in DER (two numbers) as WebCrypto wants it: both at full length, one after the other. */
function bothNumbers(signature: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
	const whole = readDer(signature);
	const numbers = derParts(whole);
	if (whole.tag !== 0x30 || whole.raw.length !== signature.length || numbers.length !== 2) throw new DerProblem();
	const both = new Uint8Array(2 * size);
	for (const [n, { tag, value }] of numbers.entries()) {
		const short = value[0] === 0 && value.length > 1 ? value.subarray(1) : value;
		const isShortest = value.length > 0 && (value[0] !== 0 || value.length === 1 || (value[1] ?? 0) >= 128);
		if (tag !== 2 || !isShortest || (value[0] ?? 0) >= 128 || short.length > size) throw new DerProblem();
		both.set(short, (n + 1) * size - short.length);
	}
	return both;
}

/** Whether one certificate was issued by another. */
export const isIssuedBy = async (one: Certificate, by: Certificate): Promise<boolean> =>
	sameBytes(one.issuer, by.subject) && (await isSignedBy(by.publicKey, one.algorithm, one.signature, one.signed));
