import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { APART_SLOTS, rootOver, sealApart } from './sealed-apart.ts';

const TEXTS = ['{"a":1}', '{"b":"KESTRELQUARRY"}', '{"c":3}'];

describe('what is sealed apart', () => {
	test('REST-10 each text leads to the one number, by its own checksum and eight numbers', () => {
		const { root, leaves } = sealApart(TEXTS, randomBytes);
		expect(leaves.map(rootOver)).toEqual([root, root, root]);
		expect(leaves.map(({ sha256 }) => sha256)).toEqual(
			TEXTS.map((text) => createHash('sha256').update(text).digest('hex'))
		);
		expect(new Set(leaves.map(({ slot }) => slot)).size).toBe(3);
	});

	test('REST-10 one changed digit, another place or another way leads elsewhere', () => {
		const { root, leaves } = sealApart(TEXTS, randomBytes);
		const leaf = leaves[0] ?? { sha256: '', slot: 0, path: [] };
		const other = createHash('sha256').update('{"a":2}').digest('hex');
		for (const wrong of [
			{ ...leaf, sha256: other },
			{ ...leaf, slot: leaf.slot ^ 1 },
			{ ...leaf, path: leaf.path.toReversed() },
			{ ...leaf, path: leaf.path.slice(1) }
		])
			expect(rootOver(wrong)).not.toBe(root);
	});

	test('REST-10 none, one or many look alike: a number of the same length, and ways of the same length that hold no text’s own', () => {
		const sealed = [0, 1, 40].map((many) =>
			sealApart(
				Array.from({ length: many }, (_, n) => `{"n":${n}}`),
				randomBytes
			)
		);
		expect(sealed.map(({ root }) => root.length)).toEqual([64, 64, 64]);
		expect(new Set(sealed.map(({ root }) => root)).size).toBe(3);
		for (const { leaves } of sealed)
			for (const { path } of leaves) expect(path.map((one) => one.length)).toEqual(Array(8).fill(64));
		expect(sealApart([], randomBytes).root).not.toBe(sealApart([], randomBytes).root);
		expect(() => sealApart(Array(APART_SLOTS + 1).fill('{}'), randomBytes)).toThrow(RangeError);
	});
});
