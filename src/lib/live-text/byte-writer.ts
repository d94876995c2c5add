/** Bytes for lib0's decoders, written one after the other into memory that grows. */
export type ByteWriter = { bytes: Uint8Array; length: number };

/** Most messages fit; V8 keeps an array of up to 64 bytes with its object, which costs nothing to give back. */
const FIRST_BYTES = 64;

export const writer = (): ByteWriter => ({ bytes: new Uint8Array(FIRST_BYTES), length: 0 });

/** Makes room for `more` bytes. @returns where they begin */
function grow(to: ByteWriter, more: number): number {
	const at = to.length;
	to.length = at + more;
	if (to.length > to.bytes.length) {
		const grown = new Uint8Array(Math.max(to.length, 2 * to.bytes.length));
		grown.set(to.bytes.subarray(0, at));
		to.bytes = grown;
	}
	return at;
}

export function writeBytes(to: ByteWriter, bytes: Uint8Array): ByteWriter {
	const at = grow(to, bytes.length);
	to.bytes.set(bytes, at);
	return to;
}

export function writeVarUint(to: ByteWriter, value: number): ByteWriter {
	let rest = value;
	while (rest > 0x7f) {
		const at = grow(to, 1);
		to.bytes[at] = (rest % 128) + 128;
		rest = Math.floor(rest / 128);
	}
	const at = grow(to, 1);
	to.bytes[at] = rest;
	return to;
}

/** A length, then the bytes. */
export const writeVarBytes = (to: ByteWriter, bytes: Uint8Array): ByteWriter =>
	writeBytes(writeVarUint(to, bytes.length), bytes);

const utf8 = new TextEncoder();

/** Longer texts are rare, and their bytes are then copied once more. */
const SHORT_TEXT = 1024;

export function writeVarString(to: ByteWriter, text: string): ByteWriter {
	if (text.length > SHORT_TEXT) return writeVarBytes(to, utf8.encode(text));
	// The length stands before the bytes and is known after them: most texts have a byte for each unit.
	const guessed = text.length > 0x7f ? 2 : 1;
	const at = grow(to, 2 + 3 * text.length);
	const length = utf8.encodeInto(text, to.bytes.subarray(at + guessed)).written;
	to.length = at;
	if (guessed === 1 && length > 0x7f) to.bytes.copyWithin(at + 2, at + 1, at + 1 + length);
	writeVarUint(to, length);
	to.length += length;
	return to;
}

/** What has been written, without a copy: only until more is written. */
export const written = (from: ByteWriter): Uint8Array => from.bytes.subarray(0, from.length);

/** A copy of what has been written, in memory of its own. */
export const joined = (from: ByteWriter): Uint8Array => from.bytes.slice(0, from.length);
