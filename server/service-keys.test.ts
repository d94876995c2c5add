import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';
import { serviceKeys } from './service-keys.ts';

const folders: string[] = [];
afterAll(() => {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const KEY = Buffer.alloc(32, 7).toString('base64');
const envOf = (source: Record<string, string>) => {
	const env = readEnv(source);
	if ('problems' in env) throw new Error(env.problems.join(' '));
	return env;
};

describe('serviceKeys', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'mapp-keys-'));
		folders.push(folder);
	});

	test('KEYS-1 every purpose has a key of its own, the same each time and on every node', () => {
		const keys = serviceKeys(envOf({ SERVICE_KEY: KEY }), folder);
		const others = serviceKeys(envOf({ SERVICE_KEY: KEY }), '/nowhere');
		expect(keys.keyFor('audit')).toHaveLength(32);
		expect(others.keyFor('audit')).toEqual(keys.keyFor('audit'));
		const all = (['audit', 'second-factor', 'documents', 'guest-code', 'agency-sign-in'] as const).map((purpose) =>
			keys.keyFor(purpose).toString('hex')
		);
		expect(new Set(all).size).toBe(5);
		expect(all).not.toContain(Buffer.alloc(32, 7).toString('hex'));
	});

	test('KEYS-2 with the embedded database the secret is made once in the data folder, readable by its owner only', () => {
		const first = serviceKeys(envOf({}), folder).keyFor('audit');
		expect(serviceKeys(envOf({}), folder).keyFor('audit')).toEqual(first);
		expect(statSync(join(folder, 'service.key')).mode & 0o777).toBe(0o600);
		const file = join(folder, 'service.key');
		expect(serviceKeys(envOf({ SERVICE_KEY_FILE: file }), '/nowhere').keyFor('audit')).toEqual(first);
		const kept = readFileSync(file, 'utf8');
		writeFileSync(file, 'damaged');
		expect(() => serviceKeys(envOf({}), folder)).toThrow('service.key of DATA_DIR must hold');
		expect(readFileSync(file, 'utf8')).not.toBe(kept);
	});

	test('KEYS-3 R20 on a database server of one’s own a secret must be set, and not the demonstration’s', () => {
		const url = 'postgres://u:p@db/mapp';
		expect(readEnv({ DATABASE_URL: url })).toEqual({ problems: [expect.stringMatching(/^SERVICE_KEY or/)] });
		const demo = envOf({ DATABASE_URL: url, DEMO: '1' });
		expect(serviceKeys(demo, folder).keyFor('audit')).toEqual(serviceKeys(demo, '/nowhere').keyFor('audit'));
		expect(() =>
			serviceKeys(
				envOf({ DATABASE_URL: url, DOCUMENT_KEYS_FOLDER: folder, SERVICE_KEY_FILE: join(folder, 'none') }),
				folder
			)
		).toThrow('SERVICE_KEY_FILE cannot be read (ENOENT).');
		expect(() => serviceKeys({ ...demo, demo: false }, folder)).toThrow('SERVICE_KEY or SERVICE_KEY_FILE must be set');
	});

	test('KEYS-3 R20 a secret of the wrong form, or two of them, are refused without being repeated', () => {
		for (const bad of ['short', KEY.slice(4), `${KEY}AAAA`, 'é'.repeat(43)]) {
			const env = readEnv({ SERVICE_KEY: bad });
			expect(env, bad).toEqual({ problems: [expect.stringMatching(/^SERVICE_KEY must be 32 random bytes/)] });
			expect(JSON.stringify(env)).not.toContain(bad);
		}
		expect(readEnv({ SERVICE_KEY: KEY, SERVICE_KEY_FILE: 'a' })).toEqual({
			problems: ['Set SERVICE_KEY or SERVICE_KEY_FILE, not both.']
		});
	});
});
