import { describe, expect, it } from 'vitest';
import { cutTo, inPieces, smallestEdit, type TextEdit } from './smallest-edit.ts';
import { storableText } from './storable-text.ts';

const applied = (before: string, { at, removed, added }: TextEdit) =>
	before.slice(0, at) + added + before.slice(at + removed);

describe('the smallest edit', () => {
	it('DOC-25 keeps what is the same before and behind', () => {
		expect(smallestEdit('call the police', 'call the local police')).toEqual({ at: 8, removed: 0, added: ' local' });
		expect(smallestEdit('one two three', 'one three')).toEqual({ at: 3, removed: 4, added: '' });
		expect(smallestEdit('', 'a')).toEqual({ at: 0, removed: 0, added: 'a' });
		expect(smallestEdit('same', 'same')).toBeNull();
	});

	it('DOC-25 takes the caret to tell equal letters apart', () => {
		expect(smallestEdit('aaa', 'aaaa', 1)).toEqual({ at: 0, removed: 0, added: 'a' });
		expect(smallestEdit('aaa', 'aaaa', 4)).toEqual({ at: 3, removed: 0, added: 'a' });
		expect(smallestEdit('aaa', 'aa', 1)).toEqual({ at: 1, removed: 1, added: '' });
	});

	it('DOC-25 never splits a character', () => {
		expect(smallestEdit('😀', '😁')).toEqual({ at: 0, removed: 2, added: '😁' });
		expect(smallestEdit('a😀b', 'a😁b')).toEqual({ at: 1, removed: 2, added: '😁' });
		expect(smallestEdit('𝐀', '🐀')).toEqual({ at: 0, removed: 2, added: '🐀' });
		expect(cutTo('a😀', 2)).toBe('a');
		expect(inPieces('a😀b😀', 2)).toEqual(['a', '😀', 'b', '😀']);
	});

	it('DOC-25 leads from any text to any other, wherever the caret is', () => {
		const parts = ['a', 'b', '😀', '😁', '👍🏽', 'é', ' '];
		let seed = 3;
		const chance = (below: number) => {
			seed = (seed * 48_271) % 2_147_483_647;
			return seed % below;
		};
		const words = () => Array.from({ length: chance(6) }, () => parts[chance(parts.length)]).join('');
		for (let n = 0; n < 3000; n++) {
			const [before, after] = [words(), words()];
			const edit = smallestEdit(before, after, chance(after.length + 1));
			if (edit === null) expect(before).toBe(after);
			else {
				expect(applied(before, edit)).toBe(after);
				expect(storableText(edit.added)).toBe(edit.added);
				expect(storableText(before.slice(edit.at, edit.at + edit.removed)).length).toBe(edit.removed);
			}
		}
	});

	it('DOC-25 strips U+0000 and lone surrogates, and nothing else', () => {
		expect(storableText('a\u0000b\ud800c\udc00d')).toBe('abcd');
		expect(storableText('Zoë 李 👩‍👧 😀\n\t')).toBe('Zoë 李 👩‍👧 😀\n\t');
	});
});
