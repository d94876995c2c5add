/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104) in plain code that answers at once. The seal of a record takes thousands of short
 * digests in one go, at the server and in a browser alike; the digests of both platforms' own answer later or are not there.
 * What is long (a whole PDF) and every signature is left to the platform.
 */

const K = Int32Array.of(
	...[0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5],
	...[0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174],
	...[0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da],
	...[0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967],
	...[0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85],
	...[0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070],
	...[0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3],
	...[0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2]
);
const START = Int32Array.of(
	...[0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19]
);
const BLOCK = 64;
/** Of one block at a time: nothing is kept from one to the next. */
const words = new Int32Array(64);

/** One block of 64 bytes into the state of eight words. Plain loops and no objects: it runs tens of thousands of times a record. */
function mix(state: Int32Array, bytes: Uint8Array, from: number): void {
	for (let n = 0, at = from; n < 16; n++, at += 4)
		words[n] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
	for (let n = 16; n < 64; n++) {
		const before = words[n - 15]!;
		const last = words[n - 2]!;
		const s0 = ((before >>> 7) | (before << 25)) ^ ((before >>> 18) | (before << 14)) ^ (before >>> 3);
		const s1 = ((last >>> 17) | (last << 15)) ^ ((last >>> 19) | (last << 13)) ^ (last >>> 10);
		words[n] = (words[n - 16]! + s0 + words[n - 7]! + s1) | 0;
	}
	let a = state[0]!;
	let b = state[1]!;
	let c = state[2]!;
	let d = state[3]!;
	let e = state[4]!;
	let f = state[5]!;
	let g = state[6]!;
	let h = state[7]!;
	for (let n = 0; n < 64; n++) {
		const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
		const first = (h + s1 + ((e & f) ^ (~e & g)) + K[n]! + words[n]!) | 0;
		const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
		const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
		h = g;
		g = f;
		f = e;
		e = (d + first) | 0;
		d = c;
		c = b;
		b = a;
		a = (first + second) | 0;
	}
	state[0] = state[0]! + a;
	state[1] = state[1]! + b;
	state[2] = state[2]! + c;
	state[3] = state[3]! + d;
	state[4] = state[4]! + e;
	state[5] = state[5]! + f;
	state[6] = state[6]! + g;
	state[7] = state[7]! + h;
}

/** The digest of a message whose first `before` bytes, whole blocks, are in the state already. */
function finish(state: Int32Array, message: Uint8Array, before: number): Uint8Array<ArrayBuffer> {
	const whole = message.length - (message.length % BLOCK);
	for (let at = 0; at < whole; at += BLOCK) mix(state, message, at);
	const rest = message.length - whole;
	const tail = new Uint8Array(rest < BLOCK - 8 ? BLOCK : 2 * BLOCK);
	tail.set(message.subarray(whole));
	tail[rest] = 0x80;
	const end = new DataView(tail.buffer);
	end.setUint32(tail.length - 8, Math.floor((before + message.length) / 2 ** 29));
	end.setUint32(tail.length - 4, (before + message.length) * 8);
	for (let at = 0; at < tail.length; at += BLOCK) mix(state, tail, at);
	const digest = new Uint8Array(32);
	const out = new DataView(digest.buffer);
	for (let n = 0; n < 8; n++) out.setInt32(4 * n, state[n]!);
	return digest;
}

/** The 32 bytes of SHA-256. */
export const sha256 = (message: Uint8Array): Uint8Array<ArrayBuffer> => finish(START.slice(), message, 0);

/** HMAC-SHA-256 under one key, for many messages. */
export function hmacSha256(key: Uint8Array): (message: Uint8Array) => Uint8Array<ArrayBuffer> {
	const block = new Uint8Array(BLOCK);
	block.set(key.length > BLOCK ? sha256(key) : key);
	const begun = (pad: number): Int32Array => {
		const state = START.slice();
		mix(
			state,
			block.map((byte) => byte ^ pad),
			0
		);
		return state;
	};
	const [inner, outer] = [begun(0x36), begun(0x5c)];
	return (message) => finish(outer.slice(), finish(inner.slice(), message, BLOCK), BLOCK);
}

/** Some bytes one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
/** Lower-case hexadecimal digits. */
export const toHex = (bytes: Uint8Array): string => {
	let text = '';
	for (const byte of bytes) text += DIGITS[byte];
	return text;
};
/** The bytes of an even number of lower-case hexadecimal digits; null for anything else. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | null {
	if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
	return Uint8Array.from({ length: text.length / 2 }, (_, n) => Number.parseInt(text.slice(2 * n, 2 * n + 2), 16));
}

const UTF8 = new TextEncoder();
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => UTF8.encode(text);
/** SHA-256 of a text's UTF-8, 64 hexadecimal digits. */
export const sha256Of = (text: string): string => toHex(sha256(utf8(text)));
