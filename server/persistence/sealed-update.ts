/**
 * What is typed lies in the database sealed with its document's data key (R17): AES-256-GCM, a random nonce before it and the tag
 * after it, bound to the document, the number and what it is, so that nothing sealed can be put in another's place. The functions of
 * the database keep bytes and need not know. A document without a key is from before there were keys, and lies there plainly.
 */
import type { Tx } from './database-connection.ts';
import { type DocumentKeys, keysOf } from './document-keys.ts';
import { type PackedUpdates, unpack } from './packed-updates.ts';
import { openBytes, SEAL_BYTES, sealBytes } from './sealed-bytes.ts';

/** So many are opened before others get a turn: a few milliseconds. */
const AT_ONCE = 1000;

/** What was sealed with the key of one document, and what will be. Opening throws NotAuthentic. */
export type Seal = {
	readonly update: (seq: number, update: Uint8Array) => Uint8Array;
	readonly state: (seq: number, state: Uint8Array) => Uint8Array;
	readonly openUpdate: (seq: number, stored: Uint8Array) => Uint8Array;
	readonly openState: (seq: number, stored: Uint8Array) => Uint8Array;
	/** updates without a gap between them, the first of them number `first` */
	readonly openAll: (first: number, stored: PackedUpdates) => Promise<PackedUpdates>;
};

/** The data key is in no store any more: what it sealed can be read by nobody. */
export class DocumentKeyGone extends Error {
	override readonly name = 'DocumentKeyGone';
	/** By its name: each language's build has a class of its own (decision 056). */
	static override [Symbol.hasInstance](one: unknown): boolean {
		return one instanceof Error && one.name === 'DocumentKeyGone';
	}
	constructor() {
		super('the key of a document is gone');
	}
}

const PLAIN: Seal = {
	update: (_, update) => update,
	state: (_, state) => state,
	openUpdate: (_, stored) => stored,
	openState: (_, stored) => stored,
	openAll: async (_, stored) => stored
};

/** @param key 32 bytes; null = stored plainly */
export function sealWith(key: Buffer | null, documentId: string): Seal {
	if (key === null) return PLAIN;
	const place = placesIn(documentId);
	return {
		update: (seq, update) => sealBytes(key, place(UPDATE, seq), update),
		state: (seq, state) => sealBytes(key, place(STATE, seq), state),
		openUpdate: (seq, stored) => openBytes(key, place(UPDATE, seq), stored),
		openState: (seq, stored) => openBytes(key, place(STATE, seq), stored),
		openAll: async (first, stored) => {
			const sealed = unpack(stored);
			const bytes = new Uint8Array(Math.max(0, stored.bytes.length - sealed.length * SEAL_BYTES));
			const ends = new Uint32Array(sealed.length);
			let end = 0;
			for (const [n, one] of sealed.entries()) {
				if (n > 0 && n % AT_ONCE === 0) await new Promise(setImmediate);
				const update = openBytes(key, place(UPDATE, first + n), one);
				bytes.set(update, end);
				end += update.length;
				ends[n] = end;
			}
			return { bytes, ends };
		}
	};
}

/** @throws DocumentKeyGone, or DatabaseAway when the key store cannot be asked */
export async function sealOf(keys: DocumentKeys, documentId: string, keyId: string | null): Promise<Seal> {
	if (keyId === null) return PLAIN;
	const key = (await keys.read([keyId])).get(keyId);
	if (key === undefined) throw new DocumentKeyGone();
	return sealWith(key, documentId);
}

/** The seal of a document of this transaction. */
export const sealIn = (tx: Tx, documentId: string, keyId: string | null): Promise<Seal> =>
	sealOf(keysOf(tx), documentId, keyId);

/**
 * Reads a document with its rows in one statement and opens what was read. A key that ended between the two is no reason to
 * refuse: the document has another by then, and is read again.
 * @returns null when there is no such document @throws DocumentKeyGone when the document itself still names that key
 */
export async function readSealed<Row extends { readonly key_id: string | null }, T>(
	tx: Tx,
	documentId: string,
	read: () => Promise<Row | undefined>,
	open: (row: Row, seal: Seal) => Promise<T>
): Promise<T | null> {
	for (let gone: string | null = null; ; ) {
		const row = await read();
		if (row === undefined) return null;
		try {
			return await open(row, await sealIn(tx, documentId, row.key_id));
		} catch (problem) {
			if (!(problem instanceof DocumentKeyGone) || row.key_id === gone) throw problem;
			gone = row.key_id;
		}
	}
}

const UPDATE = 0;
const STATE = 1;
/** 16 bytes of the document, one of what it is, eight of the number. */
function placesIn(documentId: string): (kind: number, seq: number) => Buffer {
	const place = Buffer.alloc(25);
	place.write(documentId.replaceAll('-', ''), 'hex');
	return (kind, seq) => {
		place[16] = kind;
		place.writeBigUInt64BE(BigInt(seq), 17);
		return place;
	};
}
