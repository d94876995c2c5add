import { describe, expect, it } from 'vitest';
import { stepFrom, writingMove } from './writing-keys.ts';

const press = (key: string, more: object = {}) => ({
	...{ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false },
	...{ defaultPrevented: false, ...more }
});

describe('hands on the keyboard', () => {
	it('WRITE-1 Ctrl-Enter and Cmd-Enter go from field to field, Escape leaves one, F6 goes from part to part', () => {
		expect(writingMove(press('Enter', { ctrlKey: true }), true)).toBe('next-field');
		expect(writingMove(press('Enter', { metaKey: true, shiftKey: true }), true)).toBe('field-before');
		expect(writingMove(press('Escape'), true)).toBe('leave-field');
		expect(writingMove(press('F6'), false)).toBe('next-part');
		expect(writingMove(press('F6', { shiftKey: true }), true)).toBe('part-before');
	});

	it('WRITE-2 a line break, an input method, what something else has taken, and the browser’s own keys stay what they are', () => {
		expect(writingMove(press('Enter'), true)).toBeNull();
		expect(writingMove(press('Enter', { ctrlKey: true }), false)).toBeNull();
		expect(writingMove(press('Enter', { ctrlKey: true, isComposing: true }), true)).toBeNull();
		expect(writingMove(press('Escape', { defaultPrevented: true }), true)).toBeNull();
		expect(writingMove(press('Escape'), false)).toBeNull();
		expect(writingMove(press('F6', { ctrlKey: true }), true)).toBeNull();
	});

	it('WRITE-3 beyond the last there is nothing; with the cursor nowhere one begins at the end one comes from', () => {
		const parts = ['a', 'b', 'c'];
		expect([stepFrom(parts, 0, false), stepFrom(parts, 2, false), stepFrom(parts, 0, true)]).toEqual(['b', null, null]);
		expect([stepFrom(parts, -1, false), stepFrom(parts, -1, true), stepFrom([], -1, false)]).toEqual(['a', 'c', null]);
	});
});
