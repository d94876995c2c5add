/** The keys of the service itself: one secret of 32 bytes, from which each purpose has a key of its own (HKDF-SHA256). */
import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceKeySetting, serviceKeyFrom } from './env.ts';
import { StartProblem } from './problem-at-start.ts';

export type KeyPurpose = 'audit' | 'second-factor' | 'documents' | 'guest-code' | 'agency-sign-in' | 'held-form';

export type ServiceKeys = {
	/** 32 bytes; the same for all nodes of one service, another for each purpose */
	readonly keyFor: (purpose: KeyPurpose) => Buffer;
};

type Env = {
	readonly demo: boolean;
	readonly databaseUrl: string | undefined;
	readonly serviceKey: ServiceKeySetting | undefined;
};

const FILE = 'service.key';

/**
 * The keys this process works with. With the embedded database and nothing set, the secret is made once in the data folder,
 * readable by its owner only. The demonstration on a server of one's own uses a secret that everybody knows, as its
 * passwords are, so that all its nodes have the same one.
 * @throws StartProblem when the secret cannot be read, or is the demonstration's outside it (R20)
 */
export function serviceKeys(env: Env, dataFolder: string): ServiceKeys {
	const secret = secretOf(env, dataFolder);
	if (!env.demo && secret.equals(demonstrationSecret()))
		throw new StartProblem(
			'SERVICE_KEY is the demonstration’s, which everybody knows. Make one: openssl rand -base64 32'
		);
	return keysOf(secret);
}

/** @param secret 32 bytes */
export function keysOf(secret: Buffer): ServiceKeys {
	const known = new Map<KeyPurpose, Buffer>();
	return {
		keyFor: (purpose) => {
			const key = known.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', `mapp-meetings ${purpose}`, 32));
			known.set(purpose, key);
			return key;
		}
	};
}

function secretOf(env: Env, dataFolder: string): Buffer {
	const { serviceKey } = env;
	if (serviceKey !== undefined)
		return 'key' in serviceKey ? serviceKey.key : readSecret(serviceKey.file, 'SERVICE_KEY_FILE');
	if (env.databaseUrl === undefined) return keptSecret(dataFolder);
	if (env.demo) return demonstrationSecret();
	throw new StartProblem('SERVICE_KEY or SERVICE_KEY_FILE must be set with DATABASE_URL: 32 random bytes in base64.');
}

const demonstrationSecret = (): Buffer => createHash('sha256').update('the demonstration of mapp-meetings').digest();

/** The folder's own; of two that make one at once, the first counts for both. */
function keptSecret(dataFolder: string): Buffer {
	const file = join(dataFolder, FILE);
	try {
		return readSecret(file, 'The file service.key of DATA_DIR');
	} catch (problem) {
		if ((problem as { cause?: NodeJS.ErrnoException }).cause?.code !== 'ENOENT') throw problem;
	}
	const made = `${file}.${randomBytes(6).toString('hex')}`;
	mkdirSync(dataFolder, { recursive: true });
	// Whole or not at all: somebody else may be reading.
	writeFileSync(made, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
	try {
		linkSync(made, file);
	} catch (problem) {
		if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem;
	} finally {
		rmSync(made, { force: true });
	}
	return readSecret(file, 'The file service.key of DATA_DIR');
}

/** @param name how the setting is called in the message */
function readSecret(file: string, name: string): Buffer {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (cause) {
		throw new StartProblem(`${name} cannot be read (${(cause as NodeJS.ErrnoException).code}).`, { cause });
	}
	const secret = serviceKeyFrom(text);
	if (secret === null) throw new StartProblem(`${name} must hold 32 random bytes in base64: openssl rand -base64 32`);
	return secret;
}
