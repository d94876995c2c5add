import { describe, expect, it } from 'vitest';
import { KEY_PURPOSES, keyPurposeWord, keysFor, ROOM_KEYS } from './room-key-list.ts';
import { isPaletteKey, roomKey } from './room-keys.ts';

const press = (key: string, more: object = {}) => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	isComposing: false,
	target: null,
	...more
});
const inField = {
	closest: (selector: string) => (selector.includes('textarea') ? {} : null)
} as unknown as EventTarget;
const onPage = { closest: () => null } as unknown as EventTarget;
const meeting = { chair: { personId: 'chair' }, minuteTaker: { personId: 'taker' } } as Parameters<typeof keysFor>[0];

describe('keys of the room', () => {
	it('ROOM-19 A key of the room means nothing while a field has the cursor or another key is held.', () => {
		expect(roomKey(press('n', { target: onPage }))).toEqual({ press: 'n' });
		expect(roomKey(press('?'))).toBe('help');
		expect(roomKey(press('n', { target: inField }))).toBeNull();
		expect(roomKey(press('n', { ctrlKey: true }))).toBeNull();
		expect(roomKey(press('h', { isComposing: true }))).toBeNull();
		expect(roomKey(press('!'))).toBeNull();
		expect(roomKey(press('constructor'))).toBeNull();
	});

	it('COCKPIT-1 Every key of the room stands in one table once, with its words and what one presses it for.', () => {
		const keys = ROOM_KEYS.map(({ key }) => key);
		expect(new Set(keys).size).toBe(keys.length);
		expect(new Set(ROOM_KEYS.map(({ words }) => words)).size).toBe(keys.length);
		for (const purpose of KEY_PURPOSES) expect(keyPurposeWord[purpose]).toMatch(/^[A-Z]/);
		const signs = ROOM_KEYS.flatMap(({ key, also = '' }) => (key.length === 1 ? [key, ...also] : []));
		for (let code = 32; code < 127; code++) {
			const sign = String.fromCharCode(code);
			expect(roomKey(press(sign)) !== null, sign).toBe(signs.includes(sign));
		}
	});

	it('COCKPIT-2 The list of keys shows a person the keys that are theirs, and no other.', () => {
		const of = (personId: string) => keysFor(meeting, personId).map(({ key }) => key);
		expect(of('chair')).toContain('n');
		expect(of('taker')).toContain('n');
		expect(of('police')).not.toContain('n');
		expect(of('police')).toContain('h');
	});

	it('PALETTE-1 Ctrl-K and Cmd-K open the palette from within a field too, and nothing else does.', () => {
		expect(isPaletteKey(press('k', { ctrlKey: true, target: inField }))).toBe(true);
		expect(isPaletteKey(press('K', { metaKey: true }))).toBe(true);
		expect(isPaletteKey(press('k'))).toBe(false);
		expect(isPaletteKey(press('k', { ctrlKey: true, shiftKey: true }))).toBe(false);
		expect(isPaletteKey(press('k', { ctrlKey: true, isComposing: true }))).toBe(false);
		expect(isPaletteKey(press('j', { ctrlKey: true }))).toBe(false);
	});
});
