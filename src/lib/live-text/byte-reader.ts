/** A reader over bytes from outside: every read checks the end first, so nothing is ever read beyond it. */
export type ByteReader = { readonly bytes: Uint8Array; at: number };

/** The bytes are not what they claim to be. The message says which part, never what it held. */
export class MalformedBytes extends Error {}

export const readFrom = (bytes: Uint8Array, at = 0): ByteReader => ({ bytes, at });

export function readByte(reader: ByteReader): number {
	const byte = reader.bytes[reader.at++];
	if (byte === undefined) throw new MalformedBytes('ends too early');
	return byte;
}

/** A variable-length unsigned integer as lib0 writes it. @throws MalformedBytes beyond 2^53 or the end */
export function readVarUint(reader: ByteReader): number {
	let value = 0;
	let factor = 1;
	for (;;) {
		const byte = readByte(reader);
		value += (byte & 0x7f) * factor;
		if (value > Number.MAX_SAFE_INTEGER) throw new MalformedBytes('number too large');
		if (byte < 0x80) return value;
		factor *= 128;
		if (factor > Number.MAX_SAFE_INTEGER) throw new MalformedBytes('number too long');
	}
}

/** A length, then that many bytes: a view, not a copy. */
export function readVarBytes(reader: ByteReader): Uint8Array {
	const length = readVarUint(reader);
	const from = reader.at;
	if (from + length > reader.bytes.length) throw new MalformedBytes('ends too early');
	reader.at = from + length;
	return reader.bytes.subarray(from, reader.at);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A length, then UTF-8. @throws MalformedBytes when it is not UTF-8 */
export function readVarString(reader: ByteReader): string {
	const bytes = readVarBytes(reader);
	try {
		return utf8.decode(bytes);
	} catch {
		throw new MalformedBytes('not UTF-8');
	}
}

export const endReached = (reader: ByteReader): boolean => reader.at === reader.bytes.length;
