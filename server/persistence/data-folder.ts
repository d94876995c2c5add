/** DATA_DIR: made when missing, held by one process at a time, with the embedded database's password in it. */
import { createHash, randomBytes } from 'node:crypto';
import {
	linkSync,
	mkdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { log } from '../log.ts';
import { StartProblem } from '../problem-at-start.ts';

/** The holder shows this often that it lives; a stranger who sees no sign of it for the longer time takes the folder. */
const SIGN_EVERY_MS = 1000;
const SIGN_WITHIN_MS = 6000;

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
	const own = readLock(lock);
	const signs = setInterval(() => {
		const held = readLock(lock);
		if (held === own) return showLife(lock);
		// It cannot be read just now, for example because files have run out.
		if (held === undefined) return;
		// Halted for long, and somebody else holds it now: two databases in one folder would destroy it.
		log('the data folder was taken by another process; this one ends');
		process.exit(1);
	}, SIGN_EVERY_MS).unref();
	return {
		path,
		release: () => {
			clearInterval(signs);
			rmSync(lock, { force: true });
		}
	};
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
			const line = `${process.pid} ${startedAt(process.pid) ?? '-'} ${place()}\n`;
			writeFileSync(lock, line, { flag: 'wx', mode: 0o600 });
			return;
		} catch (problem) {
			if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
		}
		const held = readLock(lock);
		if (held === undefined) continue;
		const [pid = '', started, where = place()] = held.split(' ');
		if (where !== place() && showsSigns(lock))
			throw new StartProblem('DATA_DIR is in use on another machine or in another container. Choose another DATA_DIR.');
		if (where === place() && isHolder(Number(pid), started))
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

function showLife(lock: string): void {
	try {
		utimesSync(lock, new Date(), new Date());
	} catch {
		// The next time, perhaps.
	}
}

function readLock(lock: string): string | undefined {
	try {
		return readFileSync(lock, 'utf8').trim();
	} catch {
		return undefined;
	}
}

/** Where process numbers mean the same: this machine since it was switched on, and in it this container. */
function place(): string {
	try {
		const parts = [readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), readlinkSync('/proc/self/ns/pid')];
		return createHash('sha256').update(parts.join()).digest('hex').slice(0, 16);
	} catch {
		return createHash('sha256').update(hostname()).digest('hex').slice(0, 16);
	}
}

/** Whether a holder whose number says nothing here is alive. Looks at what it does, not at any clock; blocks meanwhile. */
function showsSigns(lock: string): boolean {
	const signOf = () => statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
	const before = signOf();
	const sleeping = new Int32Array(new SharedArrayBuffer(4));
	for (let waited = 0; waited < SIGN_WITHIN_MS; waited += 100) {
		Atomics.wait(sleeping, 0, 0, 100);
		if (signOf() !== before) return signOf() !== undefined;
	}
	return false;
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
