import * as encoding from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { joined, writeBytes, writer, writeVarBytes, writeVarString, writeVarUint, written } from './byte-writer.ts';

const NUMBERS = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32 + 5, Number.MAX_SAFE_INTEGER];
/** Around every length at which the length itself takes another byte, in one, two, three and four bytes a character. */
const TEXTS = ['a', 'é', '€', '🙂'].flatMap((letter) =>
	[0, 1, 31, 32, 42, 43, 63, 64, 127, 128, 340, 511, 512, 1024, 1025, 6000].map((length) => letter.repeat(length))
);

describe('a byte writer', () => {
	it('DOC-35 writes what decoders of Yjs read, however long and of whatever letters', () => {
		const to = writer();
		const expected = encoding.createEncoder();
		for (const number of NUMBERS) {
			writeVarUint(to, number);
			encoding.writeVarUint(expected, number);
		}
		for (const text of TEXTS) {
			writeVarString(to, text);
			encoding.writeVarString(expected, text);
			writeVarBytes(to, new TextEncoder().encode(text));
			encoding.writeVarUint8Array(expected, new TextEncoder().encode(text));
			expect(writeVarString(writer(), text).length).toBe(
				encoding.encode((e) => encoding.writeVarString(e, text)).length
			);
		}
		expect(Buffer.from(joined(to)).equals(encoding.toUint8Array(expected))).toBe(true);
		expect(Buffer.from(written(to)).equals(joined(to))).toBe(true);
	});

	it('DOC-35 hands out a copy that later writing does not change', () => {
		const to = writeBytes(writer(), Uint8Array.of(1, 2, 3));
		const copy = joined(to);
		to.length = 0;
		writeBytes(to, Uint8Array.of(9, 9, 9, 9));
		expect([...copy]).toEqual([1, 2, 3]);
	});
});
