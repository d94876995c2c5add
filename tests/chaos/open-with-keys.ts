/** The database of a round as its nodes see it: with the data keys of their documents. */
import { log } from '#server/log.ts';
import { type Database, openDatabase } from '#server/persistence/database.ts';
import { documentKeys } from '#server/persistence/document-keys.ts';
import { keysInFolder } from '#server/persistence/keys-in-folder.ts';
import { testKeys } from '../support/test-keys.ts';

export const openWithKeys = async (url: string, keysFolder: string, connections = 4): Promise<Database> =>
	openDatabase(url, connections, log, documentKeys(await keysInFolder(keysFolder), testKeys().keyFor('documents')));
