/** DATA_DIR: made when missing, held by one process at a time, with the embedded database's password in it. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartProblem } from '../problem-at-start.ts';

export type DataFolder = { readonly path: string; readonly release: () => void };

/**
 * Makes the folder and takes it for this process.
 * @throws StartProblem naming the process that holds it, or the folder that cannot be written
 */
export function takeDataFolder(path: string): DataFolder {
	const lock = join(path, 'lock');
	try {
		// The database runs as another user when we are root, so others may pass through, but not list.
		mkdirSync(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
		takeLock(lock);
	} catch (problem) {
		if (problem instanceof StartProblem) throw problem;
		throw new StartProblem(`DATA_DIR ${path} cannot be used (${(problem as NodeJS.ErrnoException).code}).`);
	}
	return { path, release: () => rmSync(lock, { force: true }) };
}

/** The random password of the embedded database, made on first use, readable by us alone. */
export function databasePassword(folder: string): string {
	const file = join(folder, 'password');
	try {
		return readFileSync(file, 'utf8').trim();
	} catch {
		const password = randomBytes(24).toString('base64url');
		writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
		return password;
	}
}

function takeLock(lock: string): void {
	for (let attempt = 0; attempt < 5; attempt++) {
		try {
			writeFileSync(lock, `${process.pid} ${startedAt(process.pid) ?? '-'}\n`, { flag: 'wx', mode: 0o600 });
			return;
		} catch (problem) {
			if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
		}
		const held = readLock(lock);
		if (held === undefined) continue;
		const [pid = 0, started] = [Number(held.split(' ')[0]), held.split(' ')[1]];
		if (isHolder(pid, started))
			throw new StartProblem(`DATA_DIR is in use by process ${pid}. Stop it first, or choose another DATA_DIR.`);
		setAside(lock, held);
	}
	throw new StartProblem('DATA_DIR is being taken by another process. Try again.');
}

/** Two processes may find the same stale lock; only the one whose rename moved that very lock may go on. */
function setAside(lock: string, stale: string): void {
	const aside = `${lock}.${process.pid}`;
	try {
		renameSync(lock, aside);
	} catch {
		return;
	}
	if (readLock(aside) !== stale) linkSync(aside, lock);
	rmSync(aside, { force: true });
}

function readLock(lock: string): string | undefined {
	try {
		return readFileSync(lock, 'utf8').trim();
	} catch {
		return undefined;
	}
}

/** A number alone is not a process: after a restart of the machine or container another one may bear it. */
function isHolder(pid: number, started: string | undefined): boolean {
	if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || !isAlive(pid)) return false;
	const now = startedAt(pid);
	return now === undefined || started === '-' || started === undefined || started === now;
}

/** Whether a process of this number runs, ours or not. One that has ended and is only not yet collected does not. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== 'EPERM') return false;
	}
	return !['Z', 'X'].includes(statOf(pid)?.[0] ?? '');
}

/** Start time in clock ticks since boot; undefined where there is no /proc. */
const startedAt = (pid: number): string | undefined => statOf(pid)?.[19];

/** The fields of /proc/<pid>/stat after the name, which is in brackets and may hold spaces. */
function statOf(pid: number): string[] | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	} catch {
		return undefined;
	}
}
