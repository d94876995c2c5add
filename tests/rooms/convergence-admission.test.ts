/** What the room lets in, judged without a document, is what Yjs would take without leaving anything pending. */
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { splitsCharacter } from '#lib/live-text/storable-text.ts';
import { LIMIT } from '#lib/wire.ts';
import { type Admitted, admitFrame, type Sender } from '#server/rooms/frame.ts';
import { type KnownText, learn, nothingKnown, unlearn } from '#server/rooms/known-text.ts';
import { craftedUpdate } from '../support/hostile-bytes.ts';
import { type SeededChance, seededChance, spread } from '../support/seeded-chance.ts';

const HOW_MANY = Number(process.env.FUZZ_SEEDS ?? 20);
const SEEDS = process.env.FUZZ_SEED
	? [Number(process.env.FUZZ_SEED)]
	: Array.from({ length: HOW_MANY * 2 }, (_, n) => n + 1);
const FIELDS = ['R1.risk', 'R2.risk', 'A1.text'];
/** Anybody: what is asked here is only whether the frame fits. */
const anybody: Sender = { owns: () => true, mayRepeat: () => true, mayWrite: () => true };
/** Refused although Yjs would take it: it cuts what it knows already, the room starts the page over. */
const STRICTER = ['partly known'];

type History = {
	readonly server: Y.Doc;
	readonly known: KnownText;
	readonly pages: readonly Y.Doc[];
	readonly made: Uint8Array[];
};

function begin(chance: SeededChance): History {
	const made: Uint8Array[] = [];
	const pages = Array.from({ length: 2 + chance.below(4) }, (_, n) => {
		const doc = new Y.Doc({ gc: !chance.in(3) });
		doc.clientID = n + 1;
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'typing') made.push(update);
		});
		return doc;
	});
	return { server: new Y.Doc(), known: nothingKnown(), pages, made };
}

/** One transaction of one page, who sometimes hears of the others first. */
function type({ pages, server }: History, chance: SeededChance): Y.Doc {
	const doc = chance.pick(pages);
	if (chance.in(3)) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
	if (chance.in(5)) Y.applyUpdate(doc, Y.encodeStateAsUpdate(chance.pick(pages)));
	doc.transact(() => {
		for (let n = chance.below(4); n >= 0; n--) {
			const text = doc.getText(chance.pick(FIELDS));
			const all = text.toString();
			// In whole characters, as the editor does: what halves one changes what is seen without a length that tells.
			const whole = (place: number) => (splitsCharacter(all, place) ? place - 1 : place);
			const at = whole(chance.below(all.length + 1));
			if (chance.in(3)) text.delete(at, whole(Math.min(all.length, at + chance.below(6))) - at);
			else text.insert(at, chance.pick(['é', 'word ', '👍', 'x', '李\n', 'a longer run of words ']));
		}
	}, 'typing');
	return doc;
}

/** Something a page could send, in time or not, whole or not. */
function frame(history: History, doc: Y.Doc, chance: SeededChance): Uint8Array {
	const { server, known, pages, made } = history;
	const what = chance.below(8);
	if (what < 3) return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server));
	if (what === 3) return Y.encodeStateAsUpdate(doc, Y.encodeStateVector(chance.pick(pages)));
	if (what === 4) return Y.mergeUpdates([chance.pick(made), chance.pick(made)]);
	if (what === 5) {
		const client = chance.below(pages.length + 2);
		const clock = chance.below((known.clients.get(client)?.clock ?? 0) + 3);
		return craftedUpdate([], [[client, clock, 1 + chance.below(4)]]);
	}
	return chance.pick(made);
}

const textsOf = (doc: Y.Doc) => new Map(FIELDS.map((field) => [field, doc.getText(field).toString()]));
const isPending = ({ store }: Y.Doc) => store.pendingStructs !== null || store.pendingDs !== null;

const withoutZeros = ({ clients, lengths }: KnownText) => ({
	clients,
	lengths: [...lengths].filter(([, length]) => length > 0)
});

function mustAgree({ server, known }: History, update: Uint8Array, seed: string): Admitted | null {
	const before = textsOf(server);
	const judged = admitFrame(update, known, anybody, LIMIT.documentBytes);
	if (!judged.ok) {
		const scratch = new Y.Doc();
		Y.applyUpdate(scratch, Y.encodeStateAsUpdate(server));
		Y.applyUpdate(scratch, update);
		// A frame with a hole in it is nothing a page sends.
		if (Y.decodeUpdate(update).structs.some((struct) => struct instanceof Y.Skip)) return null;
		if (!STRICTER.includes(judged.reason)) expect(isPending(scratch), `${seed} ${judged.reason}`).toBe(true);
		expect(judged.code, seed).toBe(4409);
		return null;
	}
	Y.applyUpdate(server, update);
	if (judged.addition !== null) {
		const unlearnt = structuredClone(known);
		learn(known, judged.addition);
		const learnt = structuredClone(known);
		unlearn(known, judged.addition);
		expect(withoutZeros(known), seed).toEqual(withoutZeros(unlearnt));
		learn(known, judged.addition);
		expect(known, seed).toEqual(learnt);
	}
	expect(isPending(server), `${seed} something is pending`).toBe(false);
	const after = textsOf(server);
	for (const field of FIELDS) {
		expect(known.lengths.get(field) ?? 0, `${seed} length of ${field}`).toBe(after.get(field)?.length);
		if (before.get(field) !== after.get(field)) expect(judged.fields, `${seed} changed ${field}`).toContain(field);
	}
	const clocks = Y.decodeStateVector(Y.encodeStateVector(server));
	expect(new Map([...known.clients].flatMap(([id, { clock }]) => (clock > 0 ? [[id, clock]] : []))), seed).toEqual(
		clocks
	);
	return judged;
}

describe('admission without a document', { timeout: 60_000 }, () => {
	it('FUZZ-6 agrees with Yjs: what it lets in leaves nothing pending and changes what it says, a gap is a gap to Yjs too', () => {
		const counted = { admitted: 0, nothingNew: 0, refused: 0 };
		for (const seed of SEEDS) {
			const chance = seededChance(spread(seed));
			const history = begin(chance);
			for (let step = 0; step < 120; step++) {
				const doc = type(history, chance);
				if (history.made.length === 0) continue;
				const judged = mustAgree(history, frame(history, doc, chance), `FUZZ_SEED=${seed} step ${step}`);
				if (judged === null) counted.refused++;
				else if (judged.addition === null) counted.nothingNew++;
				else counted.admitted++;
			}
			for (const doc of [...history.pages, history.server]) doc.destroy();
		}
		// All three ways are taken often enough to mean something.
		for (const times of Object.values(counted))
			expect(times, JSON.stringify(counted)).toBeGreaterThan(SEEDS.length * 3);
	});
});
