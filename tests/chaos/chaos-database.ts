/** The suite's own PostgreSQL: one server, one prepared template, a copy of it for every round. */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import postgres from 'postgres';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/persistence/embedded-postgres.ts';
import { migrateDatabase } from '#server/persistence/migrate.ts';
import { type ChaosArea, makeChaosArea } from './chaos-area.ts';
import { openWithKeys } from './open-with-keys.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type ChaosDatabase = {
	/** login user's address of the server's own database */
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	readonly area: ChaosArea;
	/** where the data keys of the documents in the template lie, for all its copies */
	readonly keysFolder: string;
	/** A fresh copy of the template; its address. */
	readonly copy: () => Promise<string>;
	readonly drop: (url: string) => Promise<void>;
	/** A data folder with a database of its own and the same meetings in it; whoever asked removes it. */
	readonly copyFolder: () => Promise<{ readonly folder: string; readonly area: ChaosArea }>;
	readonly stop: () => Promise<void>;
};

const TEMPLATE = 'chaos_template';
const quiet = { max: 1, onnotice: () => {} } as const;

export const withName = (url: string, name: string): string =>
	Object.assign(new URL(url), { pathname: `/${name}` }).href;
export const withPort = (url: string, port: number): string => Object.assign(new URL(url), { port: String(port) }).href;

/** Prepared once, when first asked for. */
async function prepareFolder(): Promise<{ readonly folder: string; readonly area: ChaosArea }> {
	const folder = temporaryFolder('mapp-chaos-folder-');
	const server = await startEmbeddedPostgres(folder);
	try {
		await migrateDatabase(server.url);
		const database = await openWithKeys(server.url, join(folder, 'document-keys'));
		return { folder, area: await makeChaosArea(database).finally(() => database.close()) };
	} finally {
		await server.stop();
	}
}

export async function startChaosDatabase(): Promise<ChaosDatabase> {
	const folder = temporaryFolder('mapp-chaos-');
	const server: EmbeddedPostgres = await startEmbeddedPostgres(folder);
	const asOwner = async (statement: string) => {
		const owner = postgres(server.url, quiet);
		await owner.unsafe(statement).finally(() => owner.end());
	};
	await asOwner(`create database ${TEMPLATE}`);
	const template = withName(server.url, TEMPLATE);
	await migrateDatabase(template);
	const keysFolder = join(folder, 'document-keys');
	const database = await openWithKeys(template, keysFolder);
	const area = await makeChaosArea(database).finally(() => database.close());
	let prepared: ReturnType<typeof prepareFolder> | undefined;
	return {
		url: server.url,
		port: Number(new URL(server.url).port),
		pid: server.pid,
		area,
		keysFolder,
		copy: async () => {
			const name = `chaos_${randomUUID().replaceAll('-', '')}`;
			await asOwner(`create database ${name} template ${TEMPLATE}`);
			return withName(server.url, name);
		},
		drop: (url) => asOwner(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`),
		copyFolder: async () => {
			prepared ??= prepareFolder();
			const { folder: from, area: its } = await prepared;
			const to = temporaryFolder('mapp-chaos-data-');
			// Owners are kept: as root the database belongs to another user.
			execFileSync('cp', ['-a', `${from}/.`, to]);
			return { folder: to, area: its };
		},
		stop: async () => {
			if (prepared) rmSync((await prepared).folder, { recursive: true, force: true });
			await server.stop();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** The process of the database that a service keeps in its data folder. */
export const embeddedPid = (dataFolder: string): number =>
	Number(readFileSync(join(clusterOf(dataFolder), 'postmaster.pid'), 'utf8').split('\n')[0]);

const clusterOf = (dataFolder: string): string => join(dataFolder, 'postgres');
