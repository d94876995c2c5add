/** Many small updates as two arrays: they leave the database, and go to the worker, in one piece each. */

export type PackedUpdates = {
	readonly bytes: Uint8Array;
	/** where each update ends in `bytes` */
	readonly ends: Uint32Array;
};

/** In memory of its own, so that it can be handed to a worker. */
export function pack(updates: readonly Uint8Array[]): PackedUpdates {
	const ends = new Uint32Array(updates.length);
	let end = 0;
	for (const [n, update] of updates.entries()) {
		end += update.length;
		ends[n] = end;
	}
	const bytes = new Uint8Array(end);
	for (const [n, update] of updates.entries()) bytes.set(update, (ends[n] as number) - update.length);
	return { bytes, ends };
}

/** Views of the same memory. */
export function unpack({ bytes, ends }: PackedUpdates): Uint8Array[] {
	const updates: Uint8Array[] = [];
	let from = 0;
	for (const end of ends) {
		updates.push(bytes.subarray(from, end));
		from = end;
	}
	return updates;
}

/** @param lengths four bytes each, the highest first: PostgreSQL's int4send */
export function packedFrom(bytes: Uint8Array, lengths: Uint8Array): PackedUpdates {
	const view = new DataView(lengths.buffer, lengths.byteOffset, lengths.byteLength);
	const ends = new Uint32Array(lengths.byteLength / 4);
	let end = 0;
	for (let n = 0; n < ends.length; n++) {
		end += view.getUint32(4 * n);
		ends[n] = end;
	}
	return { bytes, ends };
}
