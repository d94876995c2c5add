/** PostgreSQL refuses to run as root: then it runs as the user `postgres`, who must be able to reach its files. */
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StartProblem } from '../problem-at-start.ts';

export type UnixUser = { readonly uid: number; readonly gid: number };

/** The user to run the database as; undefined = ourselves. As root the user is made when the system has none. */
export function databaseUser(): UnixUser | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const found = lookUp('postgres');
	if (found) return found;
	const commands = [
		['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
		['adduser', '-S', '-D', '-H', 'postgres']
	] as const;
	for (const [command, ...options] of commands) {
		if (spawnSync(command, options, { stdio: 'ignore' }).status === 0) break;
	}
	const made = lookUp('postgres');
	if (made) return made;
	throw new StartProblem(
		'The embedded database may not run as root and no user "postgres" could be made. Start as another user, or set DATABASE_URL.'
	);
}

function lookUp(name: string): UnixUser | undefined {
	const line = readFileSync('/etc/passwd', 'utf8')
		.split('\n')
		.find((entry) => entry.startsWith(`${name}:`));
	const [, , uid, gid] = line?.split(':') ?? [];
	return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** The first folder on the way to `path` that the user may not enter, or null. */
export function barrier(user: UnixUser, path: string): string | null {
	for (let folder = path; ; folder = dirname(folder)) {
		const { mode, uid, gid } = statSync(folder);
		const passable = uid === user.uid ? mode & 0o100 : gid === user.gid ? mode & 0o010 : mode & 0o001;
		if (!passable) return folder;
		if (folder === dirname(folder)) return null;
	}
}
