import { describe, expect, test } from 'vitest';
import { readEnv } from './env.ts';

describe('readEnv', () => {
	test('PROC-1 with nothing set, the server is on http://localhost:3000 for this machine only', () => {
		expect(readEnv({})).toEqual({
			host: '127.0.0.1',
			port: 3000,
			origin: 'http://localhost:3000',
			secure: false,
			dataDir: './data',
			databaseUrl: undefined,
			redisUrl: undefined,
			mailFrom: 'mapp-meetings@localhost',
			auditHeads: {},
			demo: false,
			secondFactor: 'required'
		});
	});

	test('PROC-1 the origin follows the port, and an empty value counts as not set', () => {
		expect(readEnv({ PORT: '8080', ORIGIN: '', HOST: ' ' })).toMatchObject({
			origin: 'http://localhost:8080',
			host: '127.0.0.1'
		});
	});

	test('DOCKEY-12 R20 with a database of one’s own it has to be said where document keys lie, once', () => {
		const given = { DATABASE_URL: 'postgres://u:p@db:5432/mapp', SERVICE_KEY: Buffer.alloc(32, 1).toString('base64') };
		expect(readEnv(given)).toEqual({ problems: [expect.stringMatching(/^DOCUMENT_KEYS_FOLDER or DOCUMENT_KEYS_URL/)] });
		expect(readEnv({ ...given, DEMO: '1' })).toMatchObject({ documentKeys: undefined });
		expect(readEnv({ ...given, DOCUMENT_KEYS_FOLDER: '/keys' })).toMatchObject({ documentKeys: { folder: '/keys' } });
		const url = 'postgres://u:p@keys:5432/keys';
		expect(readEnv({ ...given, DOCUMENT_KEYS_URL: url })).toMatchObject({ documentKeys: { url } });
		const both = { ...given, DOCUMENT_KEYS_FOLDER: '/keys', DOCUMENT_KEYS_URL: url };
		expect(readEnv(both)).toEqual({ problems: ['Set DOCUMENT_KEYS_FOLDER or DOCUMENT_KEYS_URL, not both.'] });
		expect(readEnv({ ...given, DOCUMENT_KEYS_URL: 'mysql://h/d' })).toEqual({
			problems: [expect.stringMatching(/^DOCUMENT_KEYS_URL must look like/)]
		});
	});

	test('PADES-1 the seal is a file with its passphrase, and not the demonstration’s', () => {
		const said = (source: Record<string, string>): readonly string[] => {
			const env = readEnv(source);
			return 'problems' in env ? env.problems : [];
		};
		expect(readEnv({ SEAL_FILE: 'seal.p12', SEAL_PASSPHRASE: ' blanks count ' })).toMatchObject({
			seal: { file: 'seal.p12', passphrase: ' blanks count ' }
		});
		expect(readEnv({ DEMO: '1', SEAL_TIMESTAMP_URL: 'http://time.example/tsa' })).toMatchObject({
			seal: { timestampUrl: 'http://time.example/tsa' }
		});
		expect(said({ SEAL_FILE: 'a', DEMO: '1' })).toEqual([expect.stringContaining('a certificate of its own')]);
		expect(said({ SEAL_PASSPHRASE: 'secret' })).toEqual([expect.stringContaining('SEAL_FILE must be set')]);
		expect(said({ SEAL_FILE: 'a', SEAL_PASSPHRASE: 'b', SEAL_PASSPHRASE_FILE: 'c' })).toHaveLength(1);
		expect(said({ SEAL_TIMESTAMP_URL: 'ftp://time.example' })).toEqual([expect.stringContaining('must look like')]);
		expect(JSON.stringify(said({ SEAL_PASSPHRASE: 'secret' }))).not.toContain('secret');
	});

	test('PROC-1 a public server says its https origin', () => {
		const env = readEnv({
			HOST: '0.0.0.0',
			ORIGIN: 'https://mappa.example',
			DATABASE_URL: 'postgres://u:p@db:5432/mapp',
			DOCUMENT_KEYS_FOLDER: '/keys',
			DEMO: '1'
		});
		expect(env).toMatchObject({ origin: 'https://mappa.example', secure: true, demo: true, dataDir: './data/demo' });
	});

	test('PROC-1 the mail server may carry a user and a password, and mail comes from an address of the service', () => {
		const url = 'smtps://unit%40mappa.example:p%3Aw@mail.example:465';
		const env = readEnv({ SMTP_URL: url, ORIGIN: 'https://mappa.example' });
		expect(env).toMatchObject({ smtpUrl: url, mailFrom: 'mapp-meetings@mappa.example' });
		expect(readEnv({ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'unit@agency.example' })).toMatchObject({
			mailFrom: 'unit@agency.example'
		});
		for (const bad of [
			'mail.example',
			'http://mail.example',
			'smtp://',
			'smtp://u:%zz@mail.example',
			'smtp://m?x=1',
			'smtp://m/x'
		])
			expect(readEnv({ SMTP_URL: bad }), bad).toMatchObject({ problems: [expect.stringContaining('SMTP_URL')] });
		for (const bad of ['unit', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: c@d.example', 'Unit <a@b.example>'])
			for (const name of ['MAIL_FROM', 'SERVICE_CONTACT'])
				expect(readEnv({ [name]: bad }), bad).toMatchObject({ problems: [expect.stringContaining(name)] });
	});

	test('PROC-1 the address of Redis may carry a user, a password and a number', () => {
		for (const url of [
			'redis://cache',
			'redis://:pw@cache:6380/3',
			'rediss://u:p@cache.example:6379/',
			'redis://[::1]:6379'
		])
			expect(readEnv({ REDIS_URL: url })).toMatchObject({ redisUrl: url });
	});

	test.each([
		[{ PORT: '0' }, 'PORT'],
		[{ PORT: '70000' }, 'PORT'],
		[{ PORT: 'three' }, 'PORT'],
		[{ HOST: '0.0.0.0' }, 'ORIGIN'],
		[{ HOST: 'http://x' }, 'HOST'],
		[{ ORIGIN: 'http://mappa.example' }, 'ORIGIN'],
		[{ ORIGIN: 'mappa.example' }, 'ORIGIN'],
		[{ ORIGIN: 'https://mappa.example/path' }, 'ORIGIN'],
		[{ ORIGIN: 'ftp://mappa.example' }, 'ORIGIN'],
		[{ DATABASE_URL: 'mysql://u@h/d' }, 'DATABASE_URL'],
		[{ DATABASE_URL: 'postgres://h' }, 'DATABASE_URL'],
		[{ REDIS_URL: 'http://localhost:6379' }, 'REDIS_URL'],
		[{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL'],
		[{ REDIS_URL: 'redis://' }, 'REDIS_URL'],
		[{ REDIS_URL: 'redis://h:99999' }, 'REDIS_URL'],
		[{ REDIS_URL: 'redis://h/name' }, 'REDIS_URL'],
		[{ DEMO: 'yes' }, 'DEMO'],
		[{ FAILPOINT: 'update-stored:kill' }, 'FAILPOINT']
	])('PROC-2 %j is refused with a line that begins with the name', (source, name) => {
		const answer = readEnv(source) as { problems: string[] };
		expect(answer.problems.some((line) => line.startsWith(`${name} must`))).toBe(true);
	});

	test('PROC-2 every wrong value has its own line, and no line repeats the value of a secret', () => {
		const wrong = { PORT: 'x', DATABASE_URL: 'mysql://u:secret@h/d', REDIS_URL: 'redis://u:secret@h/d' };
		const answer = readEnv(wrong) as { problems: string[] };
		expect(answer.problems).toHaveLength(3);
		expect(answer.problems.join()).not.toContain('secret');
	});
});
