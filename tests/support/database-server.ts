/** vitest's global set-up for the tests that need a database: one embedded server, one migrated template database. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '#server/persistence/embedded-postgres.ts';
import { migrateDatabase } from '#server/persistence/migrate.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** login user's address of the server, database `postgres` */
		postgresUrl: string;
		/** where the data keys of documents lie */
		keysFolder: string;
	}
}

export const TEMPLATE = 'mapp_template';
/** The same server, another database. */
export const withName = (url: string, name: string): string =>
	Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** Where Linux keeps files in memory, and what has to be free there: the databases of three files and the log of all. */
const MEMORY = '/dev/shm';
const WANTED_BYTES = 4 * 2 ** 30;

/**
 * In memory where there is plenty: these tests end no machine, so waiting for a disk at every commit proves nothing. What is
 * promised of the disk has databases of its own (embedded-postgres.test.ts and the chaos suite).
 */
function placeOfDatabases(): string {
	if (process.platform !== 'linux') return tmpdir();
	try {
		const { bavail, bsize } = statfsSync(MEMORY);
		return Math.min(bavail * bsize, freemem()) >= WANTED_BYTES ? MEMORY : tmpdir();
	} catch {
		return tmpdir();
	}
}

/** Starts the server and hands its address to the tests; what it returns ends it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const folder = mkdtempSync(join(placeOfDatabases(), 'mapp-tests-'));
	// mkdtemp closes the folder to others; as root the database runs as another user.
	chmodSync(folder, 0o711);
	const server = await startEmbeddedPostgres(folder);
	const owner = postgres(server.url, { max: 1, onnotice: () => {} });
	await owner.unsafe(`create database ${TEMPLATE}`);
	await owner.end();
	await migrateDatabase(withName(server.url, TEMPLATE));
	project.provide('postgresUrl', server.url);
	project.provide('keysFolder', join(folder, 'document-keys'));
	return async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
}
