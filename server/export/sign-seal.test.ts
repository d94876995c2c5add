import { createHash, createHmac, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { blocksOf, leavesOf } from '#lib/seal/blocks.ts';
import { canonicalJson } from '#lib/seal/canonical-json.ts';
import { leafDigest, treeRoot } from '#lib/seal/merkle-tree.ts';
import { digestsOf } from '#lib/seal/seal.ts';
import { sealedFileText } from '#lib/seal/sealed-file.ts';
import { sentencesOf } from '#lib/seal/sentences.ts';
import { fromHex, hmacSha256, sha256, sha256Of, toHex } from '#lib/seal/sha256.ts';
import { sealRecord } from '#server/export/sign-seal.ts';
import { sampleRecord } from '../../tests/support/sample-record.ts';
import { testSeal } from '../../tests/support/test-seal.ts';

const SALT = '5e'.repeat(32);
const record = sampleRecord();

describe('SHA-256 in plain code', () => {
	test('SEAL-1 gives the digests of the standard and of Node, for every length around a block', () => {
		expect(sha256Of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
		expect(sha256Of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
		for (const length of [...Array.from({ length: 200 }, (_, n) => n), 4095, 4096, 100_003]) {
			const bytes = randomBytes(length);
			expect(toHex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
		}
	});

	test('SEAL-1 gives the HMAC of Node, for short and long keys', () => {
		for (const length of [0, 1, 32, 63, 64, 65, 200]) {
			const [key, message] = [randomBytes(length), randomBytes(length)];
			expect(toHex(hmacSha256(key)(message))).toBe(createHmac('sha256', key).update(message).digest('hex'));
		}
	});

	test('SEAL-1 reads hexadecimal digits in one spelling alone', () => {
		expect(fromHex('00ff7a')).toEqual(Uint8Array.of(0, 255, 122));
		for (const wrong of ['0', '0G', 'FF', ' 00', '0x00']) expect(fromHex(wrong)).toBeNull();
	});
});

describe('sentences', () => {
	const cuts: readonly (readonly [string, readonly string[]])[] = [
		['', ['']],
		['One line', ['One line']],
		['He came. She left.', ['He came. ', 'She left.']],
		['"Why?" he asked. Nobody said.', ['"Why?" ', 'he asked. ', 'Nobody said.']],
		['Dr. Fern wrote to Mr. Moss. It helped.', ['Dr. Fern wrote to Mr. Moss. ', 'It helped.']],
		['- one\n- two\n\n- three', ['- one\n', '- two\n\n', '- three']],
		['Version 1.2 of 3.4', ['Version 1.2 of 3.4']],
		['Ends here. ', ['Ends here. ']],
		['Beth yw hyn? Ŵyr neb…  Da iawn!', ['Beth yw hyn? ', 'Ŵyr neb…  ', 'Da iawn!']]
	];
	test.each(cuts)('SEAL-2 cuts %j after each sentence and line', (text, parts) => {
		expect(sentencesOf(text)).toEqual(parts);
	});

	test('SEAL-2 the parts joined are the text, letter for letter', () => {
		for (const { value } of leavesOf(record))
			if (typeof value === 'string') expect(sentencesOf(value).join('')).toBe(value);
	});
});

describe('blocks', () => {
	test('SEAL-3 every value of a record is in exactly one block, in the order of canonical JSON', () => {
		const data = { b: [1, null, true], a: { 'x/y~': 'One. Two.' }, c: [], d: {}, e: '' };
		expect(blocksOf(data)).toEqual([
			{ path: '/a/x~1y~0', part: 0, value: 'One. ' },
			{ path: '/a/x~1y~0', part: 1, value: 'Two.' },
			{ path: '/b/0', part: 0, value: 1 },
			{ path: '/b/1', part: 0, value: null },
			{ path: '/b/2', part: 0, value: true },
			{ path: '/c', part: 0, value: [] },
			{ path: '/d', part: 0, value: {} },
			{ path: '/e', part: 0, value: '' }
		]);
		const found = new Set(blocksOf(record).map(({ path, part }) => `${path} ${part}`));
		expect(found.size).toBe(blocksOf(record).length);
	});

	test('SEAL-4 the root changes with a word, an order, a place, a salt, and with a block more or less', () => {
		const digests = (texts: readonly string[], salt = 1) =>
			texts.map((text) => leafDigest(Uint8Array.of(salt), new TextEncoder().encode(text)));
		const root = (texts: readonly string[], salt?: number) => toHex(treeRoot(digests(texts, salt)));
		const roots = [
			root(['a', 'b', 'c']),
			root(['a', 'b', 'd']),
			root(['b', 'a', 'c']),
			root(['a', 'b']),
			root(['a', 'b', 'c', 'c']),
			root(['a', 'b', 'c'], 2),
			root([])
		];
		expect(new Set(roots).size).toBe(roots.length);
	});

	test('SEAL-4 a fold of two digests is never the digest of a block', () => {
		const [a, b] = ['a', 'b'].map((text) => leafDigest(Uint8Array.of(), new TextEncoder().encode(text)));
		const folded = Uint8Array.of(...a!, ...b!);
		expect(toHex(treeRoot([a!, b!]))).not.toBe(toHex(leafDigest(Uint8Array.of(), folded)));
	});
});

describe('the seal of a record', () => {
	const sealed = sealRecord(record, testSeal(), SALT);

	test('SEAL-5 names the meeting, its fingerprint, its blocks, the heads of the logs, the chair and who sealed', () => {
		const { seal } = sealed.seal;
		expect(seal).toMatchObject({
			schema: 'mapp-meeting-seal/1',
			reference: record.reference,
			lockedAt: record.lockedAt,
			sha256: sha256Of(canonicalJson(record)),
			chair: record.chair,
			sealedBy: { demonstration: true, certificate: testSeal().fingerprint }
		});
		expect(seal.blocks.count).toBe(blocksOf(record).length);
		expect(seal.heads.events).toBe(record.provenance.events);
	});

	test('SEAL-6 the same record, salt and key give the same file, byte for byte', () => {
		expect(sealedFileText(sealRecord(record, testSeal(), SALT))).toBe(sealedFileText(sealed));
	});

	test('SEAL-6 two records with the same words have other digests in every block', () => {
		const other = new Set(digestsOf(record, '77'.repeat(32)).map(toHex));
		expect(digestsOf(record, SALT).filter((digest) => other.has(toHex(digest)))).toEqual([]);
	});
});
