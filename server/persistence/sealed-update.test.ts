import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pack, unpack } from './packed-updates.ts';
import { SEAL_BYTES } from './sealed-bytes.ts';
import { sealWith } from './sealed-update.ts';

const WORDS = Buffer.from('4 Otterbrook Lane');
const DOCUMENT = randomUUID();
const given = () => sealWith(randomBytes(32), DOCUMENT);

describe('a seal', () => {
	test('DOCKEY-1 given an update, when it is sealed twice, then it says nothing, differs each time, and opens to the same', () => {
		const seal = given();
		const [one, two] = [seal.update(7, WORDS), seal.update(7, WORDS)];
		expect(Buffer.from(one).includes('Otterbrook')).toBe(false);
		expect(Buffer.compare(one, two)).not.toBe(0);
		expect(one.length).toBe(WORDS.length + SEAL_BYTES);
		expect([one, two].map((sealed) => Buffer.from(seal.openUpdate(7, sealed)).toString())).toEqual([
			...[WORDS.toString(), WORDS.toString()]
		]);
	});

	test('DOCKEY-1 given a sealed update, when it was changed, moved, cut, or is of another document or key, then it is refused', () => {
		const key = randomBytes(32);
		const seal = sealWith(key, DOCUMENT);
		const sealed = seal.update(7, WORDS);
		for (let at = 0; at < sealed.length; at++) {
			const changed = Uint8Array.from(sealed, (byte, n) => (n === at ? byte ^ 1 : byte));
			expect(() => seal.openUpdate(7, changed), `byte ${at}`).toThrow('not as it was sealed');
		}
		expect(() => seal.openUpdate(8, sealed)).toThrow('not as it was sealed');
		expect(() => seal.openState(7, sealed)).toThrow('not as it was sealed');
		expect(() => seal.openUpdate(7, sealed.subarray(0, -1))).toThrow('not as it was sealed');
		expect(() => seal.openUpdate(7, new Uint8Array())).toThrow('not as it was sealed');
		expect(() => sealWith(key, randomUUID()).openUpdate(7, sealed)).toThrow('not as it was sealed');
		expect(() => given().openUpdate(7, sealed)).toThrow('not as it was sealed');
	});

	test('DOCKEY-1 given a long log, when it is opened at once, then every update has its bytes; a missing one is noticed', async () => {
		const seal = given();
		const updates = Array.from({ length: 1205 }, (_, n) => Buffer.from(`update ${n}${'.'.repeat(n % 5)}`));
		const sealed = updates.map((update, n) => seal.update(n + 4, update));
		const opened = unpack(await seal.openAll(4, pack(sealed)));
		expect(opened.map((update) => Buffer.from(update).toString())).toEqual(updates.map(String));
		await expect(seal.openAll(4, pack(sealed.toSpliced(600, 1)))).rejects.toThrow('not as it was sealed');
		expect(await sealWith(null, DOCUMENT).openAll(1, pack(updates))).toEqual(pack(updates));
	});
});
