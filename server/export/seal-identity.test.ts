import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testSeal, writeTestSeal } from '../../tests/support/test-seal.ts';
import { needTools, runToolWell } from '../../tests/support/tools.ts';
import type { SealSettings } from '../env.ts';
import { DEMONSTRATION_NAME } from './demonstration-certificate.ts';
import { openPkcs12 } from './pkcs12.ts';
import { NO_SEAL, printedSeal, type SealIdentity, sealable, sealIdentity, sealWarning } from './seal-identity.ts';

let folder: string;
beforeAll(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'seal-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);
const NOTHING: Omit<SealSettings, 'file'> = {
	passphrase: undefined,
	passphraseFile: undefined,
	recordKeyFile: undefined,
	timestampUrl: undefined
};
const configured = (file: string, more: Partial<SealSettings> = {}) =>
	sealIdentity({ demo: false, seal: { ...NOTHING, ...more, file } }, folder);
const configure = async (file: string, more: Partial<SealSettings> = {}): Promise<SealIdentity> => {
	const identity = await configured(file, more);
	if (!identity) throw new Error('nothing is configured');
	return identity;
};

describe('with what minutes are sealed', () => {
	test('PADES-1 a PEM file gives the key, its certificate, a name and a key for the data', async () => {
		const identity = await configure(writeTestSeal(folder));
		expect(identity).toMatchObject({ subject: DEMONSTRATION_NAME, demonstration: false });
		expect(identity.fingerprint).toBe(testSeal().fingerprint);
		expect(identity.recordKey.publicKey.asymmetricKeyType).toBe('ed25519');
		expect(identity.recordKey.publicKey.equals(testSeal().recordKey.publicKey)).toBe(true);
		expect(printedSeal(identity).recordKey).toMatch(/^[0-9a-f]{64}$/);
	});

	test('PADES-1 a PKCS#12 file opens as OpenSSL, Windows and Java write it, with the chain but not the root', async (context) => {
		needTools(context, 'openssl');
		const ssl = (...args: string[]) => runToolWell('openssl', args);
		ssl(
			'req',
			'-x509',
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:P-256',
			'-nodes',
			'-keyout',
			at('root.key'),
			'-out',
			at('root.pem'),
			'-days',
			'30',
			'-subj',
			'/CN=Northmere root'
		);
		ssl(
			'req',
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:P-384',
			'-nodes',
			'-keyout',
			at('own.key'),
			'-out',
			at('own.csr'),
			'-utf8',
			'-subj',
			'/O=Northmere/CN=Ŵyn MAPPA Unit'
		);
		ssl(
			'x509',
			'-req',
			'-in',
			at('own.csr'),
			'-CA',
			at('root.pem'),
			'-CAkey',
			at('root.key'),
			'-CAcreateserial',
			'-days',
			'20',
			'-out',
			at('own.pem')
		);
		const pack = (name: string, ...args: string[]) =>
			ssl(
				'pkcs12',
				'-export',
				'-inkey',
				at('own.key'),
				'-in',
				at('own.pem'),
				'-certfile',
				at('root.pem'),
				'-passout',
				'pass:pâss wörd',
				'-out',
				at(name),
				...args
			);
		pack('new.p12');
		pack('sha1.p12', '-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1');
		fs.writeFileSync(at('passphrase'), 'pâss wörd\n');
		for (const name of ['new.p12', 'sha1.p12']) {
			const identity = await configure(at(name), { passphraseFile: at('passphrase') });
			expect(identity.subject, name).toBe('Ŵyn MAPPA Unit');
			expect(identity.certificateChain, name).toHaveLength(1);
			const [own = Buffer.of()] = identity.certificateChain;
			expect(new X509Certificate(own).checkPrivateKey(identity.privateKey), name).toBe(true);
		}
		await expect(configure(at('new.p12'), { passphrase: 'other' })).rejects.toThrow('The passphrase does not open');
		const bytes = fs.readFileSync(at('new.p12'));
		for (let length = 0; length < bytes.length; length += 97)
			expect(() => openPkcs12(bytes.subarray(0, length), 'pâss wörd')).toThrow(/PKCS#12 file/);
		const warned = await configure(at('new.p12'), { passphraseFile: at('passphrase') });
		expect(sealWarning(warned, new Date())).toMatch(
			/^The certificate that seals minutes expires in \d+ days: renew it/
		);
	}, 20_000);

	test('PADES-1 what can never work ends the start in one sentence without a secret', async () => {
		const pem = fs.readFileSync(writeTestSeal(folder), 'utf8');
		const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
			type: 'pkcs8',
			format: 'pem'
		});
		const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
			type: 'pkcs8',
			format: 'pem'
		});
		const certificate = pem.slice(pem.indexOf('-----BEGIN CERTIFICATE'));
		const said: readonly (readonly [content: string, sentence: RegExp])[] = [
			[`${other}${certificate}`, /holds no certificate of its key/],
			[`${small}${certificate}`, /at least 2048 bits/],
			[certificate, /holds no key/],
			[pem.replace(/CERTIFICATE-----\n..../, 'CERTIFICATE-----\nAAAA'), /a broken certificate/],
			['', /PKCS#12 file cannot be read/]
		];
		for (const [content, sentence] of said) {
			fs.writeFileSync(at('wrong.pem'), content);
			await expect(configured(at('wrong.pem'), { passphrase: 'secret words' })).rejects.toThrow(sentence);
			await expect(configured(at('wrong.pem'), { passphrase: 'secret words' })).rejects.not.toThrow(
				/secret words|BEGIN/
			);
		}
		await expect(configured(at('not-there.p12'))).rejects.toThrow('SEAL_FILE cannot be read (ENOENT).');
	});

	test('PADES-2 without a certificate, or with one out of its time, nothing is sealed and the operator is told why', async () => {
		expect(await sealIdentity({ demo: false, seal: undefined }, folder)).toBeNull();
		expect(() => sealable(null, new Date())).toThrow(NO_SEAL);
		expect(sealWarning(null, new Date())).toBe(NO_SEAL);
		const identity = testSeal();
		const inDays = (days: number) => new Date(identity.notAfter.getTime() + days * 86_400_000);
		expect(sealWarning(identity, inDays(-31))).toBeNull();
		expect(sealWarning(identity, inDays(-29.5))).toContain('expires in 29 days');
		expect(sealable(identity, inDays(-1))).toBe(identity);
		expect(() => sealable(identity, inDays(1))).toThrow('has expired');
		expect(() => sealable(identity, new Date(identity.notBefore.getTime() - 1))).toThrow('is not valid yet');
	});

	test('PADES-3 the demonstration makes one certificate that says what it is, and keeps it', async () => {
		const own = at('demonstration');
		const [first, second] = await Promise.all([1, 2].map(() => sealIdentity({ demo: true, seal: undefined }, own)));
		const third = await sealIdentity({ demo: true, seal: undefined }, own);
		expect(first).toMatchObject({ demonstration: true, subject: DEMONSTRATION_NAME });
		expect([first?.fingerprint, second?.fingerprint]).toEqual([third?.fingerprint, third?.fingerprint]);
		expect(fs.readdirSync(own)).toHaveLength(1);
		expect(fs.statSync(path.join(own, fs.readdirSync(own)[0] ?? '')).mode & 0o077).toBe(0);
		const [certificate = Buffer.of()] = third?.certificateChain ?? [];
		expect(new X509Certificate(certificate).subject).toContain('everybody in it is invented');
	}, 20_000);
});
