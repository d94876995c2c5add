import { describe, expect, it } from 'vitest';
import { chance as seededChance } from '../../../tests/support/seeded-chance.ts';
import { findWords, putIn } from './correction.ts';
import { narrowEdit } from './narrow-edit.ts';

const TEXT = 'He came at nine. She said that he was calm.\n- He went home. He went home.';

describe('an edited text', () => {
	it('CORRECTION-16 is cut down to the sentences that differ', () => {
		expect(narrowEdit(TEXT, TEXT.replace('calm', 'not calm'))).toEqual({
			says: 'She said that he was calm.',
			shouldSay: 'She said that he was not calm.'
		});
		expect(narrowEdit('', 'New')).toEqual({ says: '', shouldSay: 'New' });
		expect(narrowEdit(TEXT, TEXT)).toEqual({ says: TEXT, shouldSay: TEXT });
	});

	it('CORRECTION-16 put in again, the sentences make the edited text, whatever was edited', () => {
		const chance = seededChance(7);
		for (let n = 0; n < 400; n++) {
			const at = Math.floor(chance() * TEXT.length);
			const removed = Math.floor(chance() * 12);
			const added = ['', ' x', 'He went home. ', '\n- one', '.'][Math.floor(chance() * 5)] ?? '';
			const edited = TEXT.slice(0, at) + added + TEXT.slice(at + removed);
			const { says, shouldSay } = narrowEdit(TEXT, edited);
			const place = findWords(TEXT, says);
			if (typeof place !== 'number') throw new Error(`${says} stands nowhere`);
			expect(putIn(TEXT, place, says, shouldSay)).toBe(edited);
		}
	});
});
