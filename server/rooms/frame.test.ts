import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	type ByteWriter,
	joined,
	writeBytes,
	writer,
	writeVarBytes,
	writeVarString,
	writeVarUint
} from '#lib/live-text/byte-writer.ts';
import { readYjsUpdate } from '#lib/live-text/yjs-update.ts';
import { LIMIT } from '#lib/wire.ts';
import { type Admitted, admitFrame, readStored, type Sender } from './frame.ts';
import { type KnownText, learn, nothingKnown } from './known-text.ts';

const ANNA = 11;
const BEN = 22;
const FIELD = 'R1.contingency';

const sender = (clientId: number, ...older: number[]): Sender => ({
	mayRepeat: (id) => id === clientId,
	owns: (id) => id === clientId || older.includes(id),
	mayWrite: () => true
});

/** A document in which Anna wrote `words` into FIELD, what the server knows of it, and a way to edit it further. */
function given(words = 'one two') {
	const doc = new Y.Doc();
	doc.clientID = ANNA;
	const known = nothingKnown();
	const edit = (change: (text: Y.Text) => void, field = FIELD): Uint8Array => {
		const before = Y.encodeStateVector(doc);
		let update = Y.encodeStateAsUpdate(doc, before);
		doc.once('update', (made: Uint8Array) => {
			update = made;
		});
		change(doc.getText(field));
		return update;
	};
	if (words !== '')
		admit(
			edit((text) => text.insert(0, words)),
			known,
			sender(ANNA)
		);
	return { doc, known, edit };
}

/** Admits and learns, or fails. */
function admit(bytes: Uint8Array, known: KnownText, by: Sender): Admitted {
	const judged = admitFrame(bytes, known, by);
	if (!judged.ok) throw new Error(`${judged.code} ${judged.reason}`);
	if (judged.addition !== null) learn(known, judged.addition);
	return judged;
}

const codeOf = (bytes: Uint8Array, known: KnownText, by: Sender = sender(BEN)) => {
	const before = JSON.stringify([[...known.clients], [...known.lengths]]);
	const judged = admitFrame(bytes, known, by);
	expect(JSON.stringify([[...known.clients], [...known.lengths]])).toBe(before);
	return judged.ok ? 'admitted' : judged.code;
};

type Crafted = { client?: number; clock?: number; structs: ((to: ByteWriter) => void)[] };
const crafted = (sections: Crafted[], deletes: [client: number, clock: number, length: number][] = []): Uint8Array => {
	const out = writeVarUint(writer(), sections.length);
	for (const { client = BEN, clock = 0, structs } of sections) {
		for (const value of [structs.length, client, clock]) writeVarUint(out, value);
		for (const struct of structs) struct(out);
	}
	writeVarUint(out, deletes.length);
	for (const [client, clock, length] of deletes)
		for (const value of [client, 1, clock, length]) writeVarUint(out, value);
	return joined(out);
};
const one = (struct: (to: ByteWriter) => void) => crafted([{ structs: [struct] }]);
const rootText =
	(text: string | Uint8Array, field = FIELD) =>
	(to: ByteWriter) => {
		writeVarString(writeVarUint(writeVarUint(to, 4), 1), field);
		if (typeof text === 'string') writeVarString(to, text);
		else writeVarBytes(to, text);
	};
const follows =
	(client: number, clock: number, text = 'x') =>
	(to: ByteWriter) => {
		writeBytes(to, Uint8Array.of(0x84));
		writeVarUint(writeVarUint(to, client), clock);
		writeVarString(to, text);
	};

describe('a frame', () => {
	it('DOC-1 is refused whole when it is cut short, has bytes left over, or is empty', () => {
		const { known, edit } = given();
		const good = edit((text) => text.insert(3, ' and a half'));
		for (let length = 0; length < good.length; length++)
			expect(codeOf(good.subarray(0, length), known, sender(ANNA)), `${length} bytes`).toBe(4400);
		expect(codeOf(Uint8Array.of(...good, 0), known, sender(ANNA))).toBe(4400);
		expect(codeOf(new Uint8Array(10).fill(255), known)).toBe(4400);
		expect(codeOf(new Uint8Array(64).fill(0x80), known)).toBe(4400);
		expect(codeOf(good, known, sender(ANNA))).toBe('admitted');
	});

	it('DOC-1 is refused at once when it is in the V2 encoding, also where few bytes claim billions of runs', () => {
		const { known, doc } = given('');
		doc.getText(FIELD).insert(0, 'hello');
		expect(codeOf(Y.encodeStateAsUpdateV2(doc), known, sender(ANNA))).toBe(4400);
		const bomb = Uint8Array.of(
			0,
			0,
			5,
			191,
			255,
			255,
			255,
			15,
			0,
			0,
			0,
			1,
			4,
			0,
			0,
			0,
			0,
			0,
			0,
			0,
			1,
			1,
			255,
			255,
			255,
			255,
			15
		);
		const since = performance.now();
		expect(codeOf(bomb, known)).toBe(4400);
		expect(performance.now() - since).toBeLessThan(50);
	});

	it('DOC-2 may only write under ids issued to its sender', () => {
		const { known, edit } = given();
		const forged = edit((text) => text.insert(0, 'agreed to release'));
		expect(codeOf(forged, known, sender(BEN))).toBe(4403);
		expect(codeOf(forged, known, sender(BEN, ANNA))).toBe('admitted');
	});

	it('DOC-3 that repeats what is known stores nothing, and with an older id starts over', () => {
		const { known } = given('one');
		const other = crafted([{ client: ANNA, structs: [rootText('two')] }]);
		expect(codeOf(other, known, sender(BEN, ANNA))).toBe(4409);
		expect(admit(other, known, sender(ANNA)).addition).toBeNull();
		const longer = crafted([{ client: ANNA, structs: [rootText('one two')] }]);
		expect(codeOf(longer, known, sender(ANNA))).toBe(4409);
	});

	it('DOC-4 may delete nothing beyond what is known, and what it brings itself', () => {
		const { known } = given('one');
		expect(codeOf(crafted([], [[ANNA, 2, 2]]), known)).toBe(4409);
		expect(codeOf(crafted([], [[BEN, 0, 1]]), known)).toBe(4409);
		expect(codeOf(crafted([], [[99, 0, 2 ** 45]]), known)).toBe(4409);
		expect(codeOf(crafted([], [[ANNA, 0, 3]]), known)).toBe('admitted');
		expect(codeOf(crafted([{ structs: [rootText('ab')] }], [[BEN, 0, 2]]), known)).toBe('admitted');
		expect(codeOf(crafted([{ structs: [rootText('ab')] }], [[BEN, 0, 3]]), known)).toBe(4409);
		expect(codeOf(crafted([], [[ANNA, 0, 0]]), known)).toBe(4400);
	});

	it('DOC-5 must leave no gap: a missing predecessor, an unknown neighbour or a ring of neighbours starts over', () => {
		const { known } = given('one');
		expect(codeOf(crafted([{ clock: 5, structs: [rootText('a')] }]), known)).toBe(4409);
		expect(codeOf(one(follows(99, 0)), known)).toBe(4409);
		expect(codeOf(one(follows(ANNA, 3)), known)).toBe(4409);
		expect(codeOf(one(follows(BEN, 0)), known)).toBe(4409);
		const ring = crafted([
			{ client: BEN, structs: [follows(33, 0)] },
			{ client: 33, structs: [follows(BEN, 0)] }
		]);
		expect(codeOf(ring, known, sender(BEN, 33))).toBe(4409);
		const chain = crafted([
			{ client: BEN, structs: [follows(33, 0)] },
			{ client: 33, structs: [follows(ANNA, 2)] }
		]);
		expect(codeOf(chain, known, sender(BEN, 33))).toBe('admitted');
	});

	it('DOC-6 may hold nothing but text of a named field', () => {
		const { known } = given();
		const root = (to: ByteWriter, info: number) => writeVarString(writeVarUint(writeVarUint(to, info), 1), FIELD);
		const refused: [string, (to: ByteWriter) => void][] = [
			['garbage', (to) => writeVarUint(writeVarUint(to, 0), 2 ** 40)],
			['a skip', (to) => writeVarUint(writeVarUint(to, 10), 3)],
			['JSON', (to) => writeVarString(writeVarUint(root(to, 2), 1), '{}')],
			['binary', (to) => writeVarBytes(root(to, 3), Uint8Array.of(1, 2))],
			['an embed', (to) => writeVarString(root(to, 5), '{}')],
			['a format', (to) => writeVarString(writeVarString(root(to, 6), 'bold'), 'true')],
			['a nested text', (to) => writeVarUint(root(to, 7), 2)],
			['any values', (to) => writeVarUint(writeVarUint(root(to, 8), 1), 127)],
			['a sub-document', (to) => writeVarUint(writeVarString(root(to, 9), 'guid'), 118)],
			[
				'a nested parent',
				(to) => writeVarString(writeVarUint(writeVarUint(writeVarUint(writeVarUint(to, 4), 0), ANNA), 0), 'x')
			],
			['an empty text', rootText('')],
			['a name that is no field', rootText('x', 'minutes')],
			['a prototype key', rootText('x', '__proto__')],
			['a name with a prototype key in it', rootText('x', '__proto__.polluted')],
			['a name too long', rootText('x', `R1.${'x'.repeat(400)}`)]
		];
		for (const [what, struct] of refused) expect(codeOf(one(struct), known), what).toBe(4400);
		const map = new Y.Doc();
		map.clientID = BEN;
		map.getMap(FIELD).set('__proto__', 'x');
		expect(codeOf(Y.encodeStateAsUpdate(map), known), 'a map').toBe(4400);
		expect(codeOf(crafted([{ structs: [rootText('a')] }, { structs: [rootText('b')] }]), known), 'a client twice').toBe(
			4400
		);
		const many = crafted(Array.from({ length: 65 }, (_, n) => ({ client: 100 + n, structs: [rootText('a')] })));
		expect(codeOf(many, known, { ...sender(BEN), owns: () => true }), 'many clients').toBe(4400);
		expect(codeOf(one(rootText('x')), known)).toBe('admitted');
	});

	it('DOC-6 may not tie one field to another', () => {
		const { known, edit } = given();
		admit(
			edit((text) => text.insert(0, 'other'), 'A9.text'),
			known,
			sender(ANNA)
		);
		const between = one((to) => {
			writeBytes(to, Uint8Array.of(0xc4));
			for (const value of [ANNA, 0, ANNA, 8]) writeVarUint(to, value);
			writeVarString(to, 'x');
		});
		expect(codeOf(between, known)).toBe(4400);
	});

	it('DOC-7 may not hold U+0000 or half a character', () => {
		const { known } = given();
		expect(codeOf(one(rootText('a\u0000b')), known)).toBe(4400);
		expect(codeOf(one(rootText(Uint8Array.of(0x61, 0xed, 0xa0, 0x80))), known)).toBe(4400);
		expect(codeOf(one(rootText(Uint8Array.of(0xff))), known)).toBe(4400);
		expect(codeOf(one(rootText('Zoë 李 👩‍👧')), known)).toBe('admitted');
	});

	it('DOC-8 may not be larger than 64 KB, nor burn more than 100,000 clocks', () => {
		const { known } = given();
		expect(codeOf(new Uint8Array(LIMIT.frameBytes + 1), known)).toBe(4413);
		const burning = (length: number) =>
			one((to) => writeVarUint(writeVarString(writeVarUint(writeVarUint(to, 1), 1), FIELD), length));
		expect(codeOf(burning(2 ** 40), known)).toBe(4413);
		expect(codeOf(burning(LIMIT.clockUnits + 1), known)).toBe(4413);
		expect(codeOf(burning(LIMIT.clockUnits), known)).toBe('admitted');
	});

	it('DOC-8 may not fill a field or the document beyond its limit, but may always delete', () => {
		const { known, edit } = given('');
		admit(
			edit((text) => text.insert(0, 'x'.repeat(LIMIT.fieldCharacters))),
			known,
			sender(ANNA)
		);
		const more = edit((text) => text.insert(0, 'y'.repeat(3000)));
		const judged = admitFrame(more, known, sender(ANNA));
		expect(judged).toMatchObject({ ok: false, code: 4413, mayStay: true });
		expect(admitFrame(one(rootText('x', 'A1.text')), known, sender(BEN), 5)).toMatchObject({
			ok: false,
			code: 4413,
			mayStay: true
		});
		admit(crafted([], [[ANNA, 0, 15_000]]), known, sender(BEN));
		expect(codeOf(more, known, sender(ANNA))).toBe('admitted');
	});

	it('DOC-9 may only change fields its sender may write, deletions included', () => {
		const { known } = given();
		const narrow: Sender = { ...sender(BEN), mayWrite: (field) => field.startsWith('A') };
		expect(admitFrame(one(rootText('x')), known, narrow)).toMatchObject({ ok: false, code: 4403, mayStay: true });
		expect(admitFrame(crafted([], [[ANNA, 0, 1]]), known, narrow)).toMatchObject({ ok: false, code: 4403 });
		expect(codeOf(one(rootText('x', 'A1.text')), known, narrow)).toBe('admitted');
	});

	it('DOC-15 names the fields whose visible text it changes, and only those', () => {
		const { known, edit, doc } = given('one two');
		expect(
			admit(
				edit((text) => text.delete(0, 4)),
				known,
				sender(ANNA)
			).fields
		).toEqual([FIELD]);
		expect(admit(Y.encodeStateAsUpdate(doc), known, sender(ANNA)).addition).toBeNull();
		const both = crafted([{ structs: [rootText('x', 'A1.text')] }], [[ANNA, 5, 1]]);
		expect(admit(both, known, sender(BEN)).fields.toSorted()).toEqual(['A1.text', FIELD]);
		expect(known.lengths).toEqual(
			new Map([
				[FIELD, 2],
				['A1.text', 1]
			])
		);
	});

	it('DOC-12 keeps the same knowledge as Yjs itself, whatever several people type', () => {
		let seed = 7;
		const chance = (below: number) => {
			seed = (seed * 48_271) % 2_147_483_647;
			return seed % below;
		};
		const fields = ['R1.contingency', 'R2.risk', 'A1.text'];
		const server = new Y.Doc();
		const known = nothingKnown();
		const log: Uint8Array[] = [];
		const docs = [1, 2, 3].map((id) => Object.assign(new Y.Doc(), { clientID: id }));
		for (let round = 0; round < 400; round++) {
			const doc = docs[chance(3)] as Y.Doc;
			if (chance(4) === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
			const vector = Y.encodeStateVector(server);
			doc.transact(() => {
				for (let n = chance(3); n >= 0; n--) {
					const text = doc.getText(fields[chance(3)]);
					if (text.length > 4 && chance(3) === 0) text.delete(chance(text.length - 3), 1 + chance(3));
					else text.insert(chance(text.length + 1), ['é', 'word ', '👍', 'x'][chance(4)] as string);
				}
			});
			const update = Y.encodeStateAsUpdate(doc, vector);
			const judged = admit(update, known, sender(doc.clientID));
			if (judged.addition !== null) log.push(update);
			Y.applyUpdate(server, update);
			for (const field of fields) expect(known.lengths.get(field) ?? 0).toBe(server.getText(field).length);
		}
		const again = nothingKnown();
		for (const update of [Y.encodeStateAsUpdate(server)]) {
			const { addition } = readStored(readYjsUpdate(update), again);
			if (addition !== null) learn(again, addition);
		}
		expect(again.lengths).toEqual(known.lengths);
		expect(new Map([...again.clients].map(([id, { clock }]) => [id, clock]))).toEqual(
			new Map([...known.clients].map(([id, { clock }]) => [id, clock]))
		);
		expect(log.length).toBeGreaterThan(200);
	});
});
