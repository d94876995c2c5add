/** Where kept records lie: the browser's IndexedDB, under names that tell nothing. */
import type { KeptRecord } from './kept-record.ts';

export type RecordStore = {
	readonly all: () => Promise<readonly KeptRecord[]>;
	/** In one step: whoever closes the page in between finds either all of it or nothing of it. */
	readonly change: (put: readonly KeptRecord[], remove: readonly string[]) => Promise<void>;
	readonly close: () => void;
};

const DATABASE = 'kept';
const RECORDS = 'records';

/** Null where the browser has none. Opened when first used, and again when the browser has emptied its storage. */
export function browserRecordStore(): RecordStore | null {
	if (typeof indexedDB === 'undefined') return null;
	let opened: Promise<IDBDatabase> | null = null;
	const forget = () => {
		opened = null;
	};
	const open = (): Promise<IDBDatabase> => {
		opened ??= openDatabase(forget).catch((problem: unknown) => {
			forget();
			throw problem;
		});
		return opened;
	};
	return {
		all: async () => {
			const request = (await open()).transaction(RECORDS).objectStore(RECORDS).getAll();
			return new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result as KeptRecord[]);
				request.onerror = () => reject(request.error);
			});
		},
		change: async (put, remove) => {
			const transaction = (await open()).transaction(RECORDS, 'readwrite');
			const records = transaction.objectStore(RECORDS);
			for (const record of put) records.put(record);
			for (const id of remove) records.delete(id);
			await new Promise<void>((resolve, reject) => {
				transaction.oncomplete = () => resolve();
				transaction.onabort = () => reject(transaction.error);
			});
		},
		close: () => {
			void opened?.then((database) => database.close());
			forget();
		}
	};
}

function openDatabase(gone: () => void): Promise<IDBDatabase> {
	const request = indexedDB.open(DATABASE, 1);
	return new Promise((resolve, reject) => {
		request.onupgradeneeded = () => request.result.createObjectStore(RECORDS, { keyPath: 'id' });
		request.onerror = () => reject(request.error);
		request.onsuccess = () => {
			const database = request.result;
			// Emptied at a sign-out, or about to be: the next use opens it again.
			database.onclose = gone;
			database.onversionchange = () => {
				database.close();
				gone();
			};
			resolve(database);
		};
	});
}

/** Nobody is signed in: what is kept can never be opened again, and goes. */
export function removeKeptRecords(): void {
	if (typeof indexedDB !== 'undefined') indexedDB.deleteDatabase(DATABASE);
}
