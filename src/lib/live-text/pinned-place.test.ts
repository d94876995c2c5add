import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { ASK_LIMIT } from '../asks/ask.ts';
import { pinPlace, placePinned } from './pinned-place.ts';

const given = (words = 'the officer said so today') => {
	const doc = new Y.Doc();
	const text = doc.getText('RISK.notes');
	text.insert(0, words);
	return { doc, text, pin: pinPlace(text, 4, 11) };
};

describe('a place pinned to words', () => {
	it('ASK-8 follows its words whatever others write around and in them', () => {
		const { text, pin } = given();
		expect(placePinned(text, pin)).toEqual({ start: 4, end: 11 });
		text.insert(0, 'Yes: ');
		text.insert(text.length, ' and yesterday');
		expect(placePinned(text, pin)).toEqual({ start: 9, end: 16 });
		text.insert(10, '(police) ');
		expect(placePinned(text, pin)).toEqual({ start: 9, end: 25 });
		text.delete(9, 3);
		expect(placePinned(text, pin)).toEqual({ start: 9, end: 22 });
		expect(pin.pinnedFrom.length).toBeLessThan(ASK_LIMIT.place);
	});

	it('ASK-8 says when its words are gone, also with the text’s whole history; without words it is the field’s', () => {
		const { text, pin } = given();
		text.delete(2, 15);
		expect(placePinned(text, pin)).toBe('GONE');
		expect(placePinned(given().text, pin)).toBe('GONE');
		expect(placePinned(text, { pinnedFrom: '!!', pinnedTo: '!!' })).toBe('GONE');
		expect(placePinned(text, pinPlace(text, 3, 3))).toBe('FIELD');
	});
});
