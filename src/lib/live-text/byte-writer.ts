/** Bytes for lib0's decoders: pieces are gathered and joined once. */
export type ByteWriter = { readonly pieces: Uint8Array[]; length: number };

export const writer = (): ByteWriter => ({ pieces: [], length: 0 });

export function writeBytes(to: ByteWriter, bytes: Uint8Array): ByteWriter {
	to.pieces.push(bytes);
	to.length += bytes.length;
	return to;
}

export function writeVarUint(to: ByteWriter, value: number): ByteWriter {
	const bytes: number[] = [];
	let rest = value;
	while (rest > 0x7f) {
		bytes.push((rest % 128) + 128);
		rest = Math.floor(rest / 128);
	}
	bytes.push(rest);
	return writeBytes(to, Uint8Array.from(bytes));
}

/** A length, then the bytes. */
export const writeVarBytes = (to: ByteWriter, bytes: Uint8Array): ByteWriter =>
	writeBytes(writeVarUint(to, bytes.length), bytes);

export const writeVarString = (to: ByteWriter, text: string): ByteWriter =>
	writeVarBytes(to, new TextEncoder().encode(text));

export function joined(from: ByteWriter): Uint8Array {
	const bytes = new Uint8Array(from.length);
	let at = 0;
	for (const piece of from.pieces) {
		bytes.set(piece, at);
		at += piece.length;
	}
	return bytes;
}
