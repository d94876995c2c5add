import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { sealedFileText } from '#lib/seal/sealed-file.ts';
import { closePdfWorker, renderPdf } from '#server/export/pdf.ts';
import { sealPdf } from '#server/export/pdf-seal.ts';
import { sealRecord } from '#server/export/sign-seal.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';
import { needTools, runTool } from '../../tests/support/tools.ts';
import { verifyCommand } from './verify-command.ts';

const record = { ...sampleRecord(), nonce: 'ab'.repeat(32) };
const identity = testSeal('rsa');
const sealed = sealRecord(record, identity, '5e'.repeat(32));
const { sha256 } = sealed.seal.seal;
let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'mapp-verify-'));
	const { bytes } = await renderPdf(record, sha256);
	const words = { lockedAt: record.lockedAt, reason: 'Final minutes locked by the chair' };
	writeFileSync(at('minutes.pdf'), (await sealPdf(bytes, identity, words)).bytes);
	writeFileSync(at('record.json'), sealedFileText(sealed));
	writeFileSync(at('changed.json'), sealedFileText(sealed).replace(record.title, 'Other minutes'));
	writeFileSync(at('old.json'), canonicalJson({ ...sampleRecord(), schema: 'mapp-meeting-final-minutes/3' }));
	const [own = Buffer.of()] = identity.certificateChain;
	writeFileSync(at('seal.pem'), new X509Certificate(own).toString());
	writeFileSync(at('key.pem'), identity.recordKey.publicKey.export({ type: 'spki', format: 'pem' }));
}, 30_000);
afterAll(async () => {
	rmSync(folder, { recursive: true });
	await closePdfWorker();
});

describe('the command', () => {
	test('VERIFY-17 ends with 0 when every file is valid, and otherwise with what is wrong', async () => {
		const both = await verifyCommand([at('minutes.pdf'), at('record.json')]);
		expect(both).toMatchObject({ code: 0, error: '' });
		expect(both.out).toContain(`record.json: Valid: nothing was changed\n  Final minutes ${record.reference}`);
		const changed = await verifyCommand([at('changed.json'), at('record.json')]);
		expect(changed.code).toBe(1);
		expect(changed.out).toContain('Changed after the record was sealed: /title.');
		expect((await verifyCommand([at('old.json')])).code).toBe(3);
		expect((await verifyCommand([at('seal.pem')])).code).toBe(2);
		expect((await verifyCommand([at('nowhere.json')])).out).toContain('cannot be opened (ENOENT)');
		expect((await verifyCommand([folder])).code).toBe(2);
	});

	test('VERIFY-17 trusts the keys and certificates that are named, as a file or by SHA-256', async () => {
		const der = identity.recordKey.publicKey.export({ type: 'spki', format: 'der' });
		const print = createHash('sha256').update(der).digest('hex');
		const code = async (...args: string[]) => (await verifyCommand(args)).code;
		expect(await code('--key', print.toUpperCase(), at('record.json'))).toBe(0);
		expect(await code('--key', at('key.pem'), at('record.json'))).toBe(0);
		expect(await code('--key', 'ab'.repeat(32), at('record.json'))).toBe(1);
		expect(await code('--certificate', at('seal.pem'), at('minutes.pdf'))).toBe(0);
		expect(await code('--certificate', identity.fingerprint, at('minutes.pdf'))).toBe(0);
		expect(await code('--certificate', 'ab'.repeat(32), at('minutes.pdf'))).toBe(1);
		expect(await code('--certificate', at('record.json'), at('minutes.pdf'))).toBe(2);
	});

	test('VERIFY-17 answers as JSON, and refuses what it does not know with how it is used', async () => {
		const [answer] = JSON.parse((await verifyCommand(['--json', at('record.json')])).out);
		expect(answer).toMatchObject({ file: at('record.json'), verdict: 'valid', kind: 'record' });
		for (const args of [[], ['--what'], ['--key']]) {
			const said = await verifyCommand(args);
			expect(said).toMatchObject({ code: 2, out: '' });
			expect(said.error).toContain('--help');
		}
	});
});

describe('programs of others, as the page tells', () => {
	test('VERIFY-18 openssl agrees about a record, and finds a change', async (context) => {
		needTools(context, 'openssl');
		await verifyCommand(['--unpack', at('parts'), at('record.json')]);
		const parts = (name: string) => join(at('parts'), name);
		const args = ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', parts('key.pem'), '-in', parts('signed.bin')];
		const said = () => runTool('openssl', [...args, '-sigfile', parts('signature.bin')]).said;
		expect(said()).toContain('Signature Verified Successfully');
		const content = readFileSync(parts('content.json'));
		expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
		expect(readFileSync(parts('signed.bin'), 'utf8')).toContain(sha256);
		writeFileSync(
			parts('signed.bin'),
			readFileSync(parts('signed.bin'), 'utf8').replace(record.reference, 'NMS-2026-014/3')
		);
		expect(said()).not.toContain('Verified Successfully');
	});

	test('VERIFY-18 pdfsig and openssl agree about a PDF', async (context) => {
		needTools(context, 'openssl', 'pdfsig');
		const pdf = runTool('pdfsig', ['-nocert', at('minutes.pdf')]).said;
		expect(pdf).toContain('Signature is Valid');
		expect(pdf).toContain('Total document signed');
		await verifyCommand(['--unpack', at('pdf'), at('minutes.pdf')]);
		const same = join(at('pdf'), 'same.bin');
		const { said } = runTool('openssl', [
			...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', join(at('pdf'), 'signature.der')],
			...['-content', join(at('pdf'), 'signed.bin'), '-CAfile', at('seal.pem'), '-out', same]
		]);
		expect(said).toContain('CAdES Verification successful');
		expect(readFileSync(same).equals(readFileSync(join(at('pdf'), 'signed.bin')))).toBe(true);
	});
});
