/** Where this service's data keys of documents lie, and whether they are those of its database. */
import { join, resolve } from 'node:path';
import { isNotNull } from 'drizzle-orm';
import { document } from '#drizzle/schema.ts';
import type { Env } from '../env.ts';
import { log } from '../log.ts';
import { StartProblem } from '../problem-at-start.ts';
import type { ServiceKeys } from '../service-keys.ts';
import { readAreaNames } from './case-shares.ts';
import type { Database } from './database.ts';
import { type DocumentKeys, documentKeys } from './document-keys.ts';
import { keysInDatabase } from './keys-in-database.ts';
import { keysInFolder } from './keys-in-folder.ts';

/** @param records address of the database @throws StartProblem when the store cannot be used */
export async function openKeyStore(
	env: Pick<Env, 'documentKeys' | 'dataDir'>,
	records: string | (() => string),
	keys: ServiceKeys
): Promise<DocumentKeys> {
	const { documentKeys: set, dataDir } = env;
	const master = keys.keyFor('documents');
	if (set !== undefined && 'url' in set) {
		const address = typeof records === 'string' ? records : records();
		return documentKeys(await keysInDatabase(set.url, address, log), master);
	}
	return documentKeys(await keysInFolder(resolve(set?.folder ?? join(dataDir, 'document-keys'))), master);
}

/** Of each area. */
const LOOKED_AT = 20;

/**
 * Some keys may be gone, as after an older database was restored. When none of them is there the setting is wrong, and whoever
 * went on would lose every document to a second set of keys.
 * @throws StartProblem
 */
export async function refuseOtherKeys(database: Pick<Database, 'withArea' | 'withoutArea' | 'keys'>): Promise<void> {
	const ids: string[] = [];
	for (const { areaId } of await database.withoutArea(readAreaNames)) {
		const select = { id: document.keyId };
		const rows = await database.withArea(areaId, (tx) =>
			tx.select(select).from(document).where(isNotNull(document.keyId)).limit(LOOKED_AT)
		);
		ids.push(...rows.flatMap(({ id }) => id ?? []));
	}
	if (ids.length > 0 && (await database.keys.read(ids)).size === 0)
		throw new StartProblem(
			'The store of document keys has none of this database’s keys, or SERVICE_KEY is another. Set DOCUMENT_KEYS_FOLDER or DOCUMENT_KEYS_URL, and SERVICE_KEY, as they were.'
		);
}
