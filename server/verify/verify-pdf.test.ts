import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isWellSigned, readSignedData } from '#lib/verify/signed-data.ts';
import { NOBODY } from '#lib/verify/verify-answer.ts';
import { verifyFile } from '#lib/verify/verify-file.ts';
import { newDemonstration } from '#server/export/demonstration-identity.ts';
import { sealText } from '#server/export/fingerprint.ts';
import { closePdfWorker, renderPdf } from '#server/export/pdf.ts';
import { sealPdf } from '#server/export/pdf-seal.ts';
import { identityOf, printedSeal, recordKeyOf } from '#server/export/seal-identity.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';

const record = sampleRecord();
const { sha256 } = sealText(record);
const words = { lockedAt: record.lockedAt, reason: 'Final minutes locked by the chair' };
let plain: Uint8Array;
let rsa: Uint8Array<ArrayBuffer>;
let ec: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
	plain = (await renderPdf(record, sha256, { sealed: printedSeal(testSeal('rsa')) })).bytes;
	rsa = new Uint8Array((await sealPdf(plain, testSeal('rsa'), words)).bytes);
	ec = new Uint8Array((await sealPdf(plain, testSeal('ec'), words)).bytes);
}, 30_000);
afterAll(closePdfWorker);

const problemsOf = async (bytes: Uint8Array<ArrayBuffer>) => (await verifyFile(bytes)).problems.join(' ');
const joined = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const flip = (bytes: Uint8Array<ArrayBuffer>, at: number, bit = 0) => {
	const other = bytes.slice();
	other[at] = (other[at] ?? 0) ^ (1 << bit);
	return other;
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a sealed PDF', () => {
	test('VERIFY-10 is valid, with who sealed it, when, reference and fingerprints', async () => {
		for (const bytes of [rsa, ec]) {
			const answer = await verifyFile(bytes);
			expect(answer.problems).toEqual([]);
			expect(answer).toMatchObject({ verdict: 'valid', kind: 'pdf' });
			expect(answer.notes.join(' ')).toContain('demonstration certificate');
			const facts = new Map(answer.facts);
			expect(facts.get('Sealed at, as the file says')).toBe('2026-12-21T09:30:00Z');
			expect(facts.get('Reference')).toBe(record.reference);
			expect(facts.get('Fingerprint of the record')?.replaceAll(' ', '')).toBe(sha256);
			expect(facts.get('Key that signs the record as data')?.replaceAll(' ', '')).toBe(
				printedSeal(testSeal('rsa')).recordKey
			);
		}
		expect(new Map((await verifyFile(rsa)).facts).get('Certificate')?.replaceAll(' ', '')).toBe(
			testSeal('rsa').fingerprint
		);
	});

	test('VERIFY-11 a changed word, properties, table of places, range, signature and added bytes are found', async () => {
		const whole = text(rsa);
		const gap = whole.indexOf('/Contents <');
		const places: Readonly<Record<string, number>> = {
			'the head': 5,
			'a page': 5000,
			'the properties': whole.lastIndexOf('<?xpacket begin') + 100,
			'the table of places': whole.lastIndexOf('\nxref\n') + 30,
			'the trailer': whole.lastIndexOf('trailer') + 12,
			'the reason': whole.indexOf('/Reason') + 10,
			'the time': whole.indexOf('/M (D:') + 8,
			'the end': whole.length - 3
		};
		for (const [name, at] of Object.entries(places))
			expect(await problemsOf(flip(rsa, at)), name).toContain('was changed after it was sealed');
		expect(await problemsOf(flip(rsa, whole.indexOf('/ByteRange') + 12))).not.toBe('');
		expect(await problemsOf(flip(rsa, gap + 400, 1))).not.toBe('');
		expect(await problemsOf(joined(rsa, Buffer.from('\n')))).toContain('1 bytes stand after the sealed range');
		expect(await problemsOf(joined(rsa, plain.subarray(0, 3000)))).toContain('3000 bytes stand after');
		expect(await problemsOf(rsa.slice(0, -1))).toContain('1 bytes that were sealed are missing');
		expect(await problemsOf(joined(rsa, Buffer.from('/ByteRange [0 1 2 3]')))).toContain('more than one signature');
	});

	test('VERIFY-12 one changed bit in every byte of the signature is found', async () => {
		const unseen: string[] = [];
		for (const [kind, sealed] of [['ec', ec] as const, ['rsa', rsa] as const]) {
			const whole = text(sealed);
			const gap = whole.lastIndexOf('/Contents <') + '/Contents <'.length;
			const all = Buffer.from(whole.slice(gap, whole.indexOf('>', gap)), 'hex');
			const der = new Uint8Array(all.subarray(0, 4 + all.readUInt16BE(2)));
			const { messageDigest } = await readSignedData(der, true);
			for (let at = 0; at < der.length; at++) {
				const found = await readSignedData(flip(der, at, at % 8), true).catch(() => null);
				const fits =
					found &&
					Buffer.compare(found.messageDigest, messageDigest) === 0 &&
					(await isWellSigned(found).catch(() => false));
				if (fits) unseen.push(`${kind} ${at}`);
			}
		}
		expect(unseen).toEqual([]);
	}, 30_000);

	test('VERIFY-12 a changed bit anywhere in the gap around the signature and in its dictionary is found', async () => {
		const whole = text(ec);
		const from = whole.indexOf('/Type /Sig ');
		const gap = whole.indexOf('/Contents <', from);
		const end = whole.indexOf('>', gap);
		const unseen: number[] = [];
		const look = async (at: number, bit: number) => {
			if ((await verifyFile(flip(ec, at, bit))).verdict === 'valid') unseen.push(at);
		};
		for (let at = from; at < gap + 20; at += 3) await look(at, at % 8);
		for (let at = end - 5; at < end + 300; at += 5) await look(at, at % 8);
		// Every digit of the length that stands before the signature: a longer one would take in noughts behind it.
		for (let at = gap + 11; at < gap + 19; at++) for (const bit of [0, 1, 2, 3]) await look(at, bit);
		// Digits in capitals are the same number, and still another file; and nothing hides among the noughts.
		for (let at = gap + 11; at < end; at += 211) await look(at, 5);
		for (let at = gap + 11; at < end; at += 311) await look(at, 0);
		expect(unseen).toEqual([]);
	}, 30_000);

	test('VERIFY-12 a change anywhere in the rest of the file is found', async () => {
		const unseen: number[] = [];
		for (let at = 0; at < rsa.length; at += 7919)
			if ((await verifyFile(flip(rsa, at, at % 8))).verdict === 'valid') unseen.push(at);
		expect(unseen).toEqual([]);
	}, 60_000);

	test('VERIFY-13 the certificate must be one that is trusted, where one is named', async () => {
		const trust = (kind: 'ec' | 'rsa') => ({ ...NOBODY, certificates: testSeal(kind).certificateChain.slice(0, 1) });
		expect((await verifyFile(rsa, trust('rsa'))).verdict).toBe('valid');
		const printed = { ...NOBODY, certificatePrints: [testSeal('rsa').fingerprint] };
		expect((await verifyFile(rsa, printed)).verdict).toBe('valid');
		expect((await verifyFile(ec, printed)).verdict).toBe('not-valid');
		expect((await verifyFile(rsa, trust('ec'))).problems).toEqual([
			'The certificate is not one you trust, and was not issued under one.'
		]);
	});

	test('VERIFY-13 a certificate that was not valid at the time is told', async () => {
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const { certificate } = newDemonstration(privateKey, new Date('2060-01-01'));
		const late = identityOf(privateKey, [certificate], recordKeyOf(privateKey), true);
		const sealed = new Uint8Array((await sealPdf(plain, late, words)).bytes);
		expect((await verifyFile(sealed)).problems).toEqual(['The certificate was not valid at the time of the seal.']);
	});

	test('VERIFY-14 a PDF that nobody sealed, of another product, cut short, or made up is told from a sealed one', async () => {
		expect((await verifyFile(new Uint8Array(plain))).verdict).toBe('no-seal');
		const other = await verifyFile(new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n'));
		expect(other.verdict).toBe('no-seal');
		for (const part of [0.1, 0.5, 0.9])
			expect((await verifyFile(rsa.slice(0, rsa.length * part))).verdict, `${part}`).not.toBe('valid');
		const foreign = text(rsa).replace('/ETSI.CAdES.detached', '/adbe.pkcs7.detached ');
		expect(await problemsOf(new Uint8Array(Buffer.from(foreign, 'latin1')))).toContain('not of the kind');
		for (const range of ['[0 10 5 7]', '[1 2 3 4]', '[0 99999999999 1 1]', '[0 -1 2 3]', 'x'])
			expect(
				(
					await verifyFile(
						new TextEncoder().encode(`%PDF-1.7\n/SubFilter /ETSI.CAdES.detached /ByteRange ${range} /Contents <00>`)
					)
				).verdict
			).toBe('not-valid');
	});

	test('VERIFY-14 a file of 200 MB that is none is answered', async () => {
		const large = new Uint8Array(200 * 1024 * 1024);
		large.set(new TextEncoder().encode('%PDF-1.7\n'));
		expect((await verifyFile(large)).verdict).toBe('no-seal');
		large.set(new TextEncoder().encode('{"a":"'));
		expect((await verifyFile(large)).problems.join(' ')).toContain('larger than 64 MB');
		expect((await verifyFile(new Uint8Array(257 * 1024 * 1024))).problems.join(' ')).toContain('larger than 256 MB');
	});
});
