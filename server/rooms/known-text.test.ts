import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readYjsUpdate } from '#lib/live-text/yjs-update.ts';
import { readStored } from './frame.ts';
import { type Addition, type KnownText, learn, nothingKnown, unlearn } from './known-text.ts';

const copyOf = (known: KnownText): KnownText => structuredClone(known);
/** A length of nought says the same as no length. */
const meaning = ({ clients, lengths }: KnownText) => ({
	clients,
	lengths: new Map([...lengths].filter(([, length]) => length !== 0))
});

describe('what is known of a text', () => {
	it('ACROSS-12 is exactly as before when what was learnt last is taken back, the newest first', () => {
		let seed = 11;
		const chance = (below: number) => {
			seed = (seed * 48_271) % 2_147_483_647;
			return seed % below;
		};
		const server = new Y.Doc();
		const docs = [1, 2, 3].map((id) => Object.assign(new Y.Doc(), { clientID: id }));
		const known = nothingKnown();
		for (let round = 0; round < 60; round++) {
			const before = copyOf(known);
			const learnt: Addition[] = [];
			for (let frame = chance(6); frame >= 0; frame--) {
				const doc = docs[chance(3)] as Y.Doc;
				Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
				const vector = Y.encodeStateVector(server);
				for (let n = chance(4); n >= 0; n--) {
					const text = doc.getText(['R1.risk', 'R2.risk', 'A1.text'][chance(3)]);
					if (text.length > 3 && chance(3) === 0) text.delete(chance(text.length - 2), 1 + chance(2));
					else text.insert(chance(text.length + 1), ['word ', 'é', '👍'][chance(3)] as string);
				}
				const update = Y.encodeStateAsUpdate(doc, vector);
				Y.applyUpdate(server, update);
				const { addition } = readStored(readYjsUpdate(update), known);
				if (addition === null) continue;
				learn(known, addition);
				learnt.push(addition);
			}
			const after = copyOf(known);
			for (const addition of [...learnt].reverse()) unlearn(known, addition);
			expect(meaning(known)).toEqual(meaning(before));
			for (const addition of learnt) learn(known, addition);
			expect(meaning(known)).toEqual(meaning(after));
		}
		expect(known.clients.size).toBe(3);
	});
});
