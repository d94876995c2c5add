import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { FIELDS, history } from './long-history.ts';

describe('a long meeting made for the bench', () => {
	test('BENCH-5 its single keystrokes make exactly its state, the same every time', () => {
		const { updates, state, vector } = history(800, 3);
		const [typed, loaded] = [new Y.Doc(), new Y.Doc()];
		for (const { update } of updates) Y.applyUpdate(typed, update);
		Y.applyUpdate(loaded, state);
		const words = (doc: Y.Doc) => FIELDS.map((field) => doc.getText(field).toString());
		expect(updates).toHaveLength(800);
		expect(words(typed)).toEqual(words(loaded));
		expect(words(typed).join('').length).toBeGreaterThan(500);
		expect(Y.encodeStateVector(loaded)).toEqual(vector);
	});
});
