/** The embedded database of a data folder while a service runs it: for whoever looks at it from beside. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Its address. @throws when no database runs in this folder, or it may not be read */
export function runningEmbedded(dataFolder: string): string {
	const password = readFileSync(join(dataFolder, 'password'), 'utf8').trim();
	const [, , , port] = readFileSync(join(dataFolder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
	return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}
