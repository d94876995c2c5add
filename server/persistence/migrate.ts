/** Brings the schema up to date at start, as the login user, one process at a time. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { StartProblem } from '../problem-at-start.ts';
import { APP_ROLE } from './database.ts';

/** Any number that nobody else uses for an advisory lock in this database. */
const LOCK = 6_277_401;

/**
 * The folder of migrations. It lies in `drizzle/migrations` beside the build and in the source tree alike, so it is
 * looked for upwards from this file, wherever the process was started.
 */
export function migrationsFolder(from = dirname(fileURLToPath(import.meta.url))): string {
	for (let folder = from; ; folder = dirname(folder)) {
		const candidate = join(folder, 'drizzle', 'migrations');
		if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate;
		if (folder === dirname(folder))
			throw new StartProblem('The folder drizzle/migrations is missing beside the build.');
	}
}

/**
 * Makes the role, applies what is missing and refuses a database that a newer version has already changed.
 * @param url a user that may create tables (and, the first time, the role mapp_app)
 * @throws StartProblem with one plain line
 */
export async function migrateDatabase(url: string, folder = migrationsFolder()): Promise<void> {
	const client = postgres(url, { max: 1, onnotice: () => {}, connection: { application_name: 'mapp-migrations' } });
	try {
		await client`select pg_advisory_lock(${LOCK})`;
		await refuseNewer(client, folder);
		await ensureRole(client);
		await migrate(drizzle(client), { migrationsFolder: folder });
	} catch (problem) {
		throw problem instanceof StartProblem ? problem : new StartProblem(describe(problem));
	} finally {
		// Ending the connection also gives the advisory lock back.
		await client.end({ timeout: 5 });
	}
}

async function refuseNewer(client: postgres.Sql, folder: string): Promise<void> {
	const [table] = await client`select to_regclass('drizzle.__drizzle_migrations') is not null as present`;
	if (!table?.present) return;
	const [last] = await client`select max(created_at)::float8 as at from drizzle.__drizzle_migrations`;
	const journal = JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8')) as {
		entries: { when: number }[];
	};
	if (Number(last?.at ?? 0) > Math.max(0, ...journal.entries.map((entry) => entry.when)))
		throw new StartProblem('The database was changed by a newer version of this program. Start that version instead.');
}

/**
 * Roles belong to the whole cluster: another database of it, or another process, may have made it a moment ago.
 * A user who may neither make nor join it is told what an administrator of the database has to run.
 */
async function ensureRole(client: postgres.Sql): Promise<void> {
	const [state] = await client`
		select session_user as login, exists (select from pg_roles where rolname = ${APP_ROLE}) as present`;
	const refused = (problem: { code?: string }) => {
		if (problem.code !== '42501') throw problem;
		throw new StartProblem(
			`An administrator of the database must run once: create role ${APP_ROLE} nologin; grant ${APP_ROLE} to "${state?.login}";`
		);
	};
	if (!state?.present) {
		await client.unsafe(`create role ${APP_ROLE} nologin`).catch((problem: { code?: string }) => {
			if (problem.code !== '42710' && problem.code !== '23505') refused(problem);
		});
	}
	const [member] = await client`select pg_has_role(session_user, ${APP_ROLE}, 'MEMBER') as already`;
	if (!member?.already) await client.unsafe(`grant ${APP_ROLE} to session_user`).catch(refused);
}

function describe(problem: unknown): string {
	const { code, message } =
		(problem as { cause?: { code?: string; message?: string } }).cause ??
		(problem as { code?: string; message?: string });
	return `The database could not be prepared (${code ?? 'no code'}): ${message ?? 'no reason given'}`;
}
