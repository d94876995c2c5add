import { describe, expect, it } from 'vitest';
import { pack, packedFrom, unpack } from './packed-updates.ts';

const updates = [Uint8Array.of(1, 2, 3), new Uint8Array(), new Uint8Array(70_000).fill(7), Uint8Array.of(9)];

describe('many updates in one piece', () => {
	it('ACROSS-11 come out of it as they went in', () => {
		expect(unpack(pack(updates))).toEqual(updates);
		expect(unpack(pack([]))).toEqual([]);
	});

	it('ACROSS-11 are cut by the lengths the database gives', () => {
		const lengths = Buffer.alloc(4 * updates.length);
		for (const [n, { length }] of updates.entries()) lengths.writeUInt32BE(length, 4 * n);
		const offset = Buffer.concat([Buffer.of(0, 0, 0), lengths]).subarray(3);
		expect(unpack(packedFrom(Buffer.concat(updates), offset)).map((one) => [...one])).toEqual(
			updates.map((one) => [...one])
		);
	});
});
