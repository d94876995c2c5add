import { createHash, X509Certificate } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';
import { needTools, runTool, runToolWell } from '../../tests/support/tools.ts';
import { sealText } from './fingerprint.ts';
import { closePdfWorker, renderPdf } from './pdf.ts';
import { openPdf, pdfObject } from './pdf-increment.js';
import { type SealedPdf, sealPdf } from './pdf-seal.ts';
import { printedSeal, type SealIdentity } from './seal-identity.ts';

const record = sampleRecord();
const WORDS = { lockedAt: record.lockedAt, reason: 'Final minutes locked by the chair' };
let folder: string;
let plain: Uint8Array;
let sealed: SealedPdf;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pades-'));
	plain = (await renderPdf(record, sealText(record).sha256, { sealed: printedSeal(testSeal('rsa')) })).bytes;
	sealed = await sealPdf(plain, testSeal('rsa'), WORDS);
	fs.writeFileSync(at('sealed.pdf'), sealed.bytes);
});
afterAll(async () => {
	await closePdfWorker();
	fs.rmSync(folder, { recursive: true });
});

/** What the seal covers, and the signature between. */
const rangeOf = (bytes: Uint8Array) => {
	const text = Buffer.from(bytes).toString('latin1');
	const [, ...numbers] = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+) *\]/.exec(text) ?? [];
	const [from = 0, upTo = 0, again = 0, rest = 0] = numbers.map(Number);
	const signature = Buffer.from(text.slice(upTo + 1, again - 1), 'hex');
	return { from, upTo, again, rest, signature };
};

describe('the seal of the PDF', () => {
	test('PADES-4 adds to the file and changes no byte of it; the same key gives the same file', async () => {
		expect(Buffer.compare(sealed.bytes.subarray(0, plain.length), plain)).toBe(0);
		expect(sealed.sha256).toBe(createHash('sha256').update(sealed.bytes).digest('hex'));
		expect((await sealPdf(plain, testSeal('rsa'), WORDS)).sha256).toBe(sealed.sha256);
		const other = await sealPdf(plain, testSeal('ec'), WORDS);
		expect(other.sha256).not.toBe(sealed.sha256);
		expect(Buffer.compare(other.bytes.subarray(0, plain.length), plain)).toBe(0);
		await expect(sealPdf(sealed.bytes, testSeal(), WORDS)).rejects.toThrow('a form or a seal already');
	});

	test('PADES-5 covers the whole file but itself, allows no change, and binds its certificate as PAdES asks', () => {
		const { from, upTo, again, rest, signature } = rangeOf(sealed.bytes);
		expect([from, again + rest]).toEqual([0, sealed.bytes.length]);
		const text = Buffer.from(sealed.bytes).toString('latin1');
		expect([text[upTo], text[again - 1]]).toEqual(['<', '>']);
		const file = openPdf(sealed.bytes);
		const catalogue = pdfObject(file, file.root);
		const sealId = Number(/\/DocMDP (\d+) 0 R/.exec(catalogue)?.[1]);
		const dictionary = pdfObject(file, sealId);
		expect(dictionary).toContain('/SubFilter /ETSI.CAdES.detached');
		expect(dictionary).toMatch(/\/TransformMethod \/DocMDP \/TransformParams << \/Type \/TransformParams \/P 1 /);
		expect(dictionary).toContain(`/M (D:20261221093000Z)`);
		const hex = signature.toString('hex');
		const oid = {
			certificate: '060b2a864886f70d010910022f',
			digest: '06092a864886f70d010904',
			time: '06092a864886f70d010905'
		};
		expect([hex.includes(oid.certificate), hex.includes(oid.digest), hex.includes(oid.time)]).toEqual([
			true,
			true,
			false
		]);
		// The invisible field has a name for those who hear the page, and the page an order (PDF/UA-1, 7.18).
		expect(text.slice(plain.length)).toMatch(/\/FT \/Sig \/T \(Seal\) \/TU <FEFF[0-9A-F]+> \/F 132 \/Rect \[0 0 0 0\]/);
		expect(text.slice(plain.length)).toContain('/Tabs /S');
		const reason = Buffer.from(/\/Reason <FEFF([0-9A-F]+)>/.exec(dictionary)?.[1] ?? '', 'hex')
			.swap16()
			.toString('utf16le');
		expect(reason).toBe('Final minutes locked by the chair (demonstration, not a real record)');
	});

	test('PADES-6 programs of others call file and seal valid', (context) => {
		needTools(context, 'pdfsig', 'pdfinfo', 'pdffonts', 'qpdf', 'openssl');
		const said = runTool('pdfsig', [at('sealed.pdf')]).said;
		expect(said).toContain('Signature Type: ETSI.CAdES.detached');
		expect(said).toContain('Signature is Valid.');
		expect(said).toContain('Total document signed');
		const checked = runTool('qpdf', ['--check', at('sealed.pdf')]);
		expect([checked.status, checked.said.includes('No syntax or stream encoding errors found')]).toEqual([0, true]);
		const info = runTool('pdfinfo', [at('sealed.pdf')]).said;
		expect(info).toMatch(/Title:\s+Final minutes: Level 3 review meeting – NMS-2026-014\/2/);
		expect(info).toMatch(/Tagged:\s+yes/);
		expect(info).toMatch(/JavaScript:\s+no/);
		const fonts = runTool('pdffonts', [at('sealed.pdf')])
			.said.trim()
			.split('\n')
			.slice(2);
		expect(fonts.length).toBeGreaterThan(1);
		expect(fonts.filter((line) => !/ yes yes yes +\d+ +\d+$/.test(line))).toEqual([]);
		const { upTo, again, signature } = rangeOf(sealed.bytes);
		const [certificate = Buffer.of()] = testSeal('rsa').certificateChain;
		fs.writeFileSync(at('seal.der'), signature);
		fs.writeFileSync(at('root.pem'), `${new X509Certificate(certificate)}`);
		fs.writeFileSync(at('covered'), Buffer.concat([sealed.bytes.subarray(0, upTo), sealed.bytes.subarray(again)]));
		const cms = [
			'cms',
			'-verify',
			'-cades',
			'-binary',
			'-inform',
			'DER',
			'-in',
			at('seal.der'),
			'-content',
			at('covered')
		];
		const verified = runTool('openssl', [...cms, '-CAfile', at('root.pem'), '-out', at('verified')]);
		expect(verified.said).toContain('CAdES Verification successful');
		expect(verified.status).toBe(0);
	}, 20_000);

	test('PADES-7 programs of others see a changed byte and an added one', (context) => {
		needTools(context, 'pdfsig');
		const changed = Buffer.from(sealed.bytes);
		const place = Math.floor(plain.length / 2);
		changed[place] = (changed[place] ?? 0) ^ 1;
		fs.writeFileSync(at('changed.pdf'), changed);
		expect(runTool('pdfsig', [at('changed.pdf')]).said).toContain('Digest Mismatch');
		fs.writeFileSync(at('longer.pdf'), Buffer.concat([sealed.bytes, Buffer.from('% more\n')]));
		expect(runTool('pdfsig', [at('longer.pdf')]).said).not.toContain('Total document signed');
	});
});

describe('a time stamp', () => {
	let server: http.Server;
	let answer: (body: Buffer, response: http.ServerResponse) => void;
	let stamped: SealIdentity;
	beforeAll(async () => {
		server = http.createServer((request, response) => {
			const parts: Buffer[] = [];
			request.on('data', (part: Buffer) => parts.push(part));
			request.on('end', () => answer(Buffer.concat(parts), response));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		stamped = { ...testSeal('rsa'), timestampUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
	});
	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	test('PADES-8 that is to be had goes into the seal', async (context) => {
		needTools(context, 'openssl', 'pdfsig');
		const ssl = (...args: string[]) => runToolWell('openssl', args);
		fs.writeFileSync(
			at('tsa.cnf'),
			[
				'[req]',
				'distinguished_name=dn',
				'x509_extensions=ext',
				'[dn]',
				'[ext]',
				'extendedKeyUsage=critical,timeStamping',
				'[tsa]',
				'default_tsa=one',
				'[one]',
				`serial=${at('tsa.serial')}`,
				'default_policy=1.2.3.4.1',
				'digests=sha256',
				'signer_digest=sha256',
				'accuracy=secs:1',
				'ess_cert_id_alg=sha256',
				''
			].join('\n')
		);
		fs.writeFileSync(at('tsa.serial'), '01\n');
		ssl(
			'req',
			'-x509',
			'-config',
			at('tsa.cnf'),
			'-newkey',
			'ec',
			'-pkeyopt',
			'ec_paramgen_curve:P-256',
			'-nodes',
			'-keyout',
			at('tsa.key'),
			'-out',
			at('tsa.pem'),
			'-days',
			'9',
			'-subj',
			'/CN=Test time'
		);
		answer = (body, response) => {
			fs.writeFileSync(at('query'), body);
			ssl(
				'ts',
				'-reply',
				'-config',
				at('tsa.cnf'),
				'-section',
				'one',
				'-queryfile',
				at('query'),
				'-signer',
				at('tsa.pem'),
				'-inkey',
				at('tsa.key'),
				'-out',
				at('reply')
			);
			response.end(fs.readFileSync(at('reply')));
		};
		const made = await sealPdf(plain, stamped, WORDS);
		expect([made.level, made.withoutStamp]).toEqual(['B-T', '']);
		expect(rangeOf(made.bytes).signature.toString('hex')).toContain('060b2a864886f70d010910020e');
		fs.writeFileSync(at('stamped.pdf'), made.bytes);
		const said = runTool('pdfsig', [at('stamped.pdf')]).said;
		expect([said.includes('Signature is Valid.'), said.includes('Total document signed')]).toEqual([true, true]);
		// The sample is locked at a time of its own, which the clock of the machine may not have reached.
		const checked = await verifyFile(new Uint8Array(made.bytes));
		expect(checked.problems.filter((line) => !line.includes('is from before the time'))).toEqual([]);
		expect(new Map(checked.facts).get('Time stamp by')).toBe('Test time');
		const token = Buffer.from(made.bytes).toString('latin1').indexOf('060b2a864886f70d010910020e');
		const other = new Uint8Array(made.bytes);
		other[token + 700] = other[token + 700] === 0x31 ? 0x32 : 0x31;
		expect((await verifyFile(other)).problems.join(' ')).toMatch(
			/time stamp (cannot be read|was changed)|seal cannot be read/i
		);
		// An answer to an earlier question is none to this one.
		const old = fs.readFileSync(at('reply'));
		answer = (_, response) => response.end(old);
		expect((await sealPdf(plain, stamped, WORDS)).withoutStamp).toBe('the answer is about something else');
	}, 20_000);

	test('PADES-9 that is not to be had is missing from a seal that is valid all the same', async () => {
		const cases: readonly (readonly [typeof answer, string])[] = [
			[(_, response) => response.writeHead(500).end(), 'the answer was 500'],
			[(_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), 'it cannot be reached'],
			[(_, response) => response.end('nothing of the kind'), 'the answer cannot be read'],
			[(_, response) => response.end(Buffer.from('300530030201023000', 'hex')), 'it was refused'],
			[(_, response) => response.end(Buffer.alloc(70_000)), 'the answer is too long'],
			[() => {}, 'there was no answer in time']
		];
		for (const [how, why] of cases) {
			answer = how;
			const made = await sealPdf(plain, stamped, WORDS, 300);
			expect([made.level, made.withoutStamp]).toEqual(['B-B', why]);
			const { upTo, again, rest } = rangeOf(made.bytes);
			expect(again + rest).toBe(made.bytes.length);
			expect(upTo).toBeGreaterThan(plain.length);
		}
	});
});
