/** Everything a page's script can find in its browser, and every byte of a profile folder. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export type Dump = { readonly records: number; readonly text: string };

/** All databases with all keys and bytes, both storages, the caches and what script sees of the cookies. */
export const dumpStorage = (page: Page): Promise<Dump> =>
	page.evaluate(async () => {
		const asked = <T>(request: IDBRequest<T>): Promise<T> =>
			new Promise((resolve, reject) => {
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(request.error);
			});
		const latin = (bytes: Uint8Array): string => [...bytes].map((byte) => String.fromCharCode(byte)).join('');
		const seen = (value: unknown): string => {
			if (value instanceof ArrayBuffer) return seen(new Uint8Array(value));
			if (value instanceof Uint8Array)
				return [latin(value), new TextDecoder().decode(value), new TextDecoder('utf-16').decode(value)].join('\n');
			if (value instanceof CryptoKey) return 'a key lies on the device';
			if (typeof value !== 'object' || value === null) return String(value);
			return Object.entries(value)
				.map(([key, inner]) => `${key}: ${seen(inner)}`)
				.join('\n');
		};
		const parts: string[] = [];
		let records = 0;
		for (const { name = '' } of await indexedDB.databases()) {
			const database = await asked(indexedDB.open(name));
			parts.push(name);
			for (const store of database.objectStoreNames) {
				const all = database.transaction(store).objectStore(store);
				const [keys, values] = await Promise.all([asked(all.getAllKeys()), asked(all.getAll())]);
				records += values.length;
				parts.push(store, ...keys.map(String), ...values.map(seen));
			}
			database.close();
		}
		for (const storage of [localStorage, sessionStorage]) parts.push(seen({ ...storage }));
		for (const name of await caches.keys()) parts.push(name);
		parts.push(document.cookie);
		return { records, text: parts.join('\n') };
	});

/** Files under a folder whose bytes hold one of these texts, in the encodings a browser writes. */
export function filesThatHold(folder: string, secrets: readonly string[], only: RegExp = /./): string[] {
	const needles = secrets.flatMap((secret) => {
		const wide = Buffer.from(secret, 'utf16le');
		return [Buffer.from(secret, 'utf8'), wide, Buffer.from(wide).swap16()];
	});
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((path) => only.test(path.slice(folder.length)))
		.filter((path) => {
			const bytes = readFileSync(path);
			return needles.some((needle) => bytes.includes(needle));
		});
}
