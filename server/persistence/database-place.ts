/**
 * Where the embedded database's program and cluster are. Beside the data folder, as a rule. As root the database runs as
 * another user, who cannot pass through a private folder such as /root: then both get a place of their own.
 */
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { barrier, type UnixUser } from './database-user.ts';

export type DatabasePlace = { readonly cluster: string; readonly binaries: string };

/** Where root may keep what other users of the system must reach. */
const SHARED = '/var/lib/run-a-mapp-meeting';
/** In the data folder: where its cluster is, so that the two stay together. */
const POINTER = 'database-place';

/**
 * @param folder the data folder
 * @param binaries the program's `bin` folder as installed
 * @param log told once when the cluster is not in the data folder
 * @throws when the shared place cannot be written
 */
export function databasePlace(
	folder: string,
	binaries: string,
	user: UnixUser | undefined,
	log: (line: string) => void
): DatabasePlace {
	const beside = join(folder, 'postgres');
	if (!user) return { cluster: beside, binaries };
	const program = barrier(user, binaries) ? copyOfProgram(binaries) : binaries;
	if (!barrier(user, folder)) return { cluster: beside, binaries: program };
	const pointer = join(folder, POINTER);
	if (!existsSync(pointer))
		writeFileSync(pointer, join(SHARED, `data-${randomBytes(6).toString('hex')}`), { mode: 0o600 });
	const place = readFileSync(pointer, 'utf8').trim();
	mkdirSync(place, { recursive: true, mode: 0o711 });
	log(`The database's own user may not enter ${folder}: its files are in ${place}.`);
	return { cluster: join(place, 'postgres'), binaries: program };
}

/** The program with its libraries, once for each version; renamed into place so that a copy is whole or not there. */
function copyOfProgram(binaries: string): string {
	const native = dirname(binaries);
	const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8'));
	const place = join(SHARED, `program-${version}`);
	if (!existsSync(place)) {
		const draft = `${place}.${process.pid}`;
		mkdirSync(SHARED, { recursive: true, mode: 0o755 });
		cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
		if (existsSync(place)) rmSync(draft, { recursive: true, force: true });
		else renameSync(draft, place);
	}
	return join(place, basename(binaries));
}
