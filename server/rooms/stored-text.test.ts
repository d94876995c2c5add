import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readFrom, readVarBytes, readVarUint } from '#lib/live-text/byte-reader.ts';
import { joinUpdates, readStateVector, readYjsUpdate } from '#lib/live-text/yjs-update.ts';
import { type SeededChance, seededChance } from '../../tests/support/seeded-chance.ts';
import { foldUpdates } from '../persistence/fold-updates.ts';
import type { Frame } from './message.ts';
import {
	addedSince,
	addStored,
	answerTo,
	bytesOf,
	cutForFold,
	headOf,
	replaceByFold,
	type StoredText,
	storedText,
	textMark,
	unfolded
} from './stored-text.ts';

const FIELDS = ['R1.risk', 'R2.risk', 'A1.text'];
const textsOf = (doc: Y.Doc) => FIELDS.map((field) => doc.getText(field).toString());

/** The update in a frame for everybody or for one. */
function updateIn(frame: Frame): Uint8Array {
	const header = frame[1] === 126 ? 4 : frame[1] === 127 ? 10 : 2;
	const reader = readFrom(frame, header);
	readVarUint(reader);
	readVarUint(reader);
	return readVarBytes(reader);
}

/** Types, pastes and deletes under a few ids; hands every update on as it is made. */
function typist(chance: SeededChance, took: (update: Uint8Array) => void): { doc: Y.Doc; act: () => void } {
	const doc = new Y.Doc();
	doc.on('update', took);
	const act = () => {
		doc.clientID = 1 + chance.below(4);
		const text = doc.getText(FIELDS[chance.below(FIELDS.length)]);
		if (text.length > 5 && chance.below(4) === 0) text.delete(chance.below(text.length - 3), 1 + chance.below(3));
		else text.insert(chance.below(text.length + 1), chance.below(5) === 0 ? '李 a longer piece ' : 'x');
	};
	return { doc, act };
}

const readers = (doc: Y.Doc): Y.Doc => {
	const reader = new Y.Doc();
	Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc));
	return reader;
};

describe('the stored text, packed', () => {
	it.each([1, 2, 3, 4, 5, 6])(
		'DOC-12 answers every reader as the single updates would, folded or not (seed %i)',
		(seed) => {
			const chance = seededChance(seed);
			const text = storedText(null, 0);
			const log: Uint8Array[] = [];
			const { doc, act } = typist(chance, (update) => {
				log.push(update);
				addStored(text, readYjsUpdate(update));
			});
			const stopped: Y.Doc[] = [new Y.Doc()];
			let folding: { state: Uint8Array; upTo: number } | null = null;
			for (let n = 0; n < 600; n++) {
				act();
				if (chance.below(60) === 0) stopped.push(readers(doc));
				if (folding === null && chance.below(90) === 0)
					folding = { state: foldUpdates([cutForFold(text)]), upTo: headOf(text) };
				// A fold ends later than it began, and sometimes it fails.
				else if (folding !== null && chance.below(20) === 0) {
					if (chance.below(3) > 0) replaceByFold(text, folding.state, folding.upTo);
					folding = null;
				}
			}
			expect(headOf(text)).toBe(log.length);
			expect(new Map([...text.clocks].sort())).toEqual(new Map([...readStateVector(Y.encodeStateVector(doc))].sort()));
			const parts = log.map((bytes) => readYjsUpdate(bytes));
			for (const reader of stopped) {
				const vector = readStateVector(Y.encodeStateVector(reader));
				const [packed, plain] = [readers(reader), readers(reader)];
				Y.applyUpdate(packed, updateIn(answerTo(text, vector)));
				Y.applyUpdate(plain, joinUpdates(parts, vector));
				expect(packed.store.pendingStructs).toBeNull();
				expect(textsOf(packed)).toEqual(textsOf(plain));
				expect(textsOf(packed)).toEqual(textsOf(doc));
				// What the reader has is not sent again, but for the piece in which its clock lies.
				const sent = readYjsUpdate(updateIn(answerTo(text, vector)));
				for (const { client, end } of sent.sections) expect(end).toBeGreaterThan(vector.get(client) ?? 0);
			}
		}
	);

	it.each([1, 2, 3])(
		'DOC-19 gives a slow reader what was added since, or everything after a fold (seed %i)',
		(seed) => {
			const chance = seededChance(seed);
			const text = storedText(null, 0);
			const { doc, act } = typist(chance, (update) => addStored(text, readYjsUpdate(update)));
			const fold = () => {
				const state = foldUpdates([cutForFold(text)]);
				const upTo = headOf(text);
				return () => replaceByFold(text, state, upTo);
			};
			const times = (count: number) => {
				for (let n = 0; n < count; n++) act();
			};
			const marked = (): { reader: Y.Doc; mark: ReturnType<typeof textMark> } => ({
				reader: readers(doc),
				mark: textMark(text)
			});
			const fromNothing = marked();
			times(100);
			const beforeFold = marked();
			const endFold = fold();
			const duringFold = marked();
			times(50);
			const late = marked();
			times(50);
			const catchUp = ({ reader, mark }: typeof late): boolean => {
				const added = addedSince(text, mark);
				if (added === null) return false;
				Y.applyUpdate(reader, updateIn(added));
				expect(reader.store.pendingStructs).toBeNull();
				expect(textsOf(reader)).toEqual(textsOf(doc));
				return true;
			};
			expect([fromNothing, beforeFold, duringFold, late].map(catchUp)).toEqual([true, true, true, true]);
			endFold();
			times(20);
			expect([fromNothing, beforeFold, duringFold, late].map(catchUp)).toEqual([false, true, true, true]);
			fold()();
			expect([fromNothing, beforeFold, duringFold, late].map(catchUp)).toEqual([false, false, false, false]);
			expect(catchUp(marked())).toBe(true);
		}
	);

	it('DOC-12 tells a slow reader only what is new', () => {
		const text = storedText(null, 0);
		const { act } = typist(seededChance(7), (update) => addStored(text, readYjsUpdate(update)));
		for (let n = 0; n < 500; n++) act();
		const mark = textMark(text);
		act();
		const { sections, deletes } = readYjsUpdate(updateIn(addedSince(text, mark) as Frame));
		expect(sections.length + deletes.length).toBe(1);
		expect(sections.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(40);
	});

	it('DOC-8 counts what the document takes, and answers newcomers with the same bytes until something is added', () => {
		const text: StoredText = storedText(null, 0);
		const { act } = typist(seededChance(8), (update) => addStored(text, readYjsUpdate(update)));
		for (let n = 0; n < 50; n++) act();
		const before = bytesOf(text);
		expect(unfolded(text)).toBe(50);
		const whole = answerTo(text, new Map());
		expect(answerTo(text, new Map())).toBe(whole);
		const state = foldUpdates([cutForFold(text)]);
		replaceByFold(text, state, headOf(text));
		expect([unfolded(text), bytesOf(text)]).toEqual([0, state.length]);
		expect(bytesOf(text)).toBeLessThan(before);
		expect(updateIn(answerTo(text, new Map()))).toEqual(Buffer.from(state));
		expect(answerTo(text, new Map())).toBe(answerTo(text, new Map()));
		act();
		expect(headOf(text)).toBe(51);
		expect(answerTo(text, new Map())).not.toBe(answerTo(storedText(readYjsUpdate(state), 50), new Map()));
	});
});
