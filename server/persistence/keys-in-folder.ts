/**
 * Data keys of documents in a folder of their own: a file for each, which its owner alone may read. Several nodes share the
 * folder. It belongs into no backup of the database: what is destroyed here must be nowhere else for long.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { StartProblem } from '../problem-at-start.ts';
import { DatabaseAway } from './database-away.ts';
import type { KeyStore } from './document-keys.ts';

/** Tells a folder without keys from one that is not mounted just now. */
const SIGN = 'keys-of-documents';
const OWNERS = { folder: 0o700, file: 0o600 } as const;
/** So many files are open at once. */
const AT_ONCE = 16;

/** Makes the folder when it is missing. @throws StartProblem when it cannot be written */
export async function keysInFolder(folder: string): Promise<KeyStore> {
	const fileOf = (id: string): string => join(folder, `${id}.key`);
	try {
		await mkdir(folder, { recursive: true, mode: OWNERS.folder });
		if ((await read(join(folder, SIGN))) === null) await write(join(folder, SIGN), Buffer.from('Do not copy.\n'), 'w');
		await keep(folder);
	} catch (problem) {
		const { code } = problem as NodeJS.ErrnoException;
		throw new StartProblem(`The folder of document keys ${folder} cannot be used (${code}).`);
	}
	return {
		// A file that was written by half names a key that nobody uses: its id is told only afterwards.
		put: (id, sealed) =>
			asked(async () => {
				await write(fileOf(id), sealed, 'wx');
				await keep(folder);
			}),
		get: (ids) =>
			asked(async () => {
				const found = new Map<string, Uint8Array>();
				await severally(ids, async (id) => {
					const sealed = await read(fileOf(id));
					if (sealed !== null) found.set(id, sealed);
				});
				if (found.size < ids.length && (await read(join(folder, SIGN))) === null) throw new DatabaseAway();
				return found;
			}),
		remove: (ids) =>
			asked(async () => {
				if ((await read(join(folder, SIGN))) === null) throw new DatabaseAway();
				await severally(ids, async (id) => {
					const { length } = (await read(fileOf(id))) ?? [];
					if (length === undefined) return;
					// Where the disk writes in place, nothing of it is left on it either.
					await write(fileOf(id), randomBytes(length), 'r+');
					await unlink(fileOf(id)).catch(unlessMissing);
				});
				await keep(folder);
			}),
		close: async () => {}
	};
}

/** Whatever is wrong with the folder may be well again in a moment, as with a database that is away. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch {
		throw new DatabaseAway();
	}
}

async function severally(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
	for (let from = 0; from < ids.length; from += AT_ONCE) await Promise.all(ids.slice(from, from + AT_ONCE).map(work));
}

const isMissing = (problem: unknown): boolean => (problem as NodeJS.ErrnoException).code === 'ENOENT';
function unlessMissing(problem: unknown): null {
	if (isMissing(problem)) return null;
	throw problem;
}

const read = (file: string): Promise<Buffer | null> => readFile(file).catch(unlessMissing);

async function write(file: string, bytes: Uint8Array, how: 'w' | 'wx' | 'r+'): Promise<void> {
	const handle = await open(file, how, OWNERS.file).catch((problem) => {
		// Another node has destroyed it meanwhile.
		if (how === 'r+' && isMissing(problem)) return null;
		throw problem;
	});
	if (handle === null) return;
	try {
		await handle.writeFile(bytes);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** What was made or removed in the folder survives the machine being switched off. */
async function keep(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
