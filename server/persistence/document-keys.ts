/**
 * The data keys of documents (R17): one for each, made before its row and kept in a store outside the database, so that destroying
 * one makes worthless what it sealed in every log and backup of the database. In the store they lie sealed with a key of the service.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Tx } from './database-connection.ts';
import { openBytes, sealBytes } from './sealed-bytes.ts';

/** Where sealed keys lie, by id. Everything throws DatabaseAway when the place cannot be asked. */
export type KeyStore = {
	/** Never in the place of another. Resolves when it would survive the machine being switched off. */
	readonly put: (id: string, sealed: Uint8Array) => Promise<void>;
	/** without those it does not have */
	readonly get: (ids: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
	/** What is not there any more is no problem. */
	readonly remove: (ids: readonly string[]) => Promise<void>;
	readonly close: () => Promise<void>;
};

export type DocumentKeys = {
	/** Makes one and answers its id, a new one. Whoever then does not use it leaves a key behind that opens nothing. */
	readonly make: (id?: string) => Promise<string>;
	/** without those that were destroyed; from memory where they are known there */
	readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Buffer>>;
	readonly destroy: (ids: readonly string[]) => Promise<void>;
	/** Forgets what another node has destroyed. */
	readonly forgetDestroyed: () => Promise<void>;
	/** Told after the commit of a transaction in which keys ended. */
	readonly onEnded: (listener: () => void) => void;
	readonly tellEnded: () => void;
	readonly close: () => Promise<void>;
};

/** A hundred bytes each. */
const MOST_IN_MEMORY = 5000;

/** @param master 32 bytes, the same for all nodes */
export function documentKeys(store: KeyStore, master: Buffer, mostInMemory = MOST_IN_MEMORY): DocumentKeys {
	/** the least lately used first */
	const known = new Map<string, Buffer>();
	let listener = (): void => {};
	const remember = (id: string, key: Buffer): void => {
		known.delete(id);
		known.set(id, key);
		for (const oldest of known.keys()) {
			if (known.size <= mostInMemory) break;
			known.delete(oldest);
		}
	};
	return {
		make: async (id = randomUUID()) => {
			const key = randomBytes(32);
			await store.put(id, sealBytes(master, Buffer.from(id), key));
			remember(id, key);
			return id;
		},
		read: async (ids) => {
			const found = new Map<string, Buffer>();
			for (const id of ids) {
				const key = known.get(id);
				if (key === undefined) continue;
				remember(id, key);
				found.set(id, key);
			}
			const missing = ids.filter((id) => !found.has(id));
			if (missing.length === 0) return found;
			for (const [id, sealed] of await store.get(missing)) {
				const key = opened(master, id, sealed);
				if (key === null) continue;
				remember(id, key);
				found.set(id, key);
			}
			return found;
		},
		destroy: async (ids) => {
			await store.remove(ids);
			for (const id of ids) known.delete(id);
		},
		forgetDestroyed: async () => {
			const ids = [...known.keys()];
			if (ids.length === 0) return;
			const there = await store.get(ids);
			for (const id of ids) if (!there.has(id)) known.delete(id);
		},
		onEnded: (told) => {
			listener = told;
		},
		tellEnded: () => listener(),
		close: () => store.close()
	};
}

/** Null: what lies there is no key of ours any more, as while it is being destroyed. */
function opened(master: Buffer, id: string, sealed: Uint8Array): Buffer | null {
	try {
		return Buffer.from(openBytes(master, Buffer.from(id), sealed));
	} catch {
		return null;
	}
}

/** Where no document is made or read. */
export const NO_DOCUMENT_KEYS: DocumentKeys = {
	make: () => Promise.reject(new Error('no store of document keys was handed in')),
	read: () => Promise.reject(new Error('no store of document keys was handed in')),
	destroy: () => Promise.reject(new Error('no store of document keys was handed in')),
	forgetDestroyed: async () => {},
	onEnded: () => {},
	tellEnded: () => {},
	close: async () => {}
};

/** By a name that all builds of this code share: one language's routes use the other's transactions (decision 056). */
const CARRIED = Symbol.for('mapp.document-keys');
type Carried = { readonly keys: DocumentKeys; hasEnded: boolean };
type Carrying = { [CARRIED]?: Carried };

/** Lets whoever has the transaction find the keys. */
export function carryKeys(tx: Tx, keys: DocumentKeys): Carried {
	const carried: Carried = { keys, hasEnded: false };
	(tx as Carrying)[CARRIED] = carried;
	return carried;
}

export const keysOf = (tx: Tx): DocumentKeys => (tx as Carrying)[CARRIED]?.keys ?? NO_DOCUMENT_KEYS;

/** Keys end in this transaction (0039_document_keys.sql notes which): they are destroyed as soon as it has committed. */
export function noteEndedKeys(tx: Tx): void {
	const carried = (tx as Carrying)[CARRIED];
	if (carried) carried.hasEnded = true;
}
