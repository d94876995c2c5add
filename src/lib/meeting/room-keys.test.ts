import { describe, expect, it } from 'vitest';
import { roomKey } from './room-keys.ts';

const press = (key: string, more: object = {}) => ({
	key,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	isComposing: false,
	target: null,
	...more
});
const inField = {
	closest: (selector: string) => (selector.includes('textarea') ? {} : null)
} as unknown as EventTarget;
const onPage = { closest: () => null } as unknown as EventTarget;

describe('keys of the room', () => {
	it('ROOM-19 A key of the room means nothing while a field has the cursor or another key is held.', () => {
		expect(roomKey(press('n', { target: onPage }))).toBe('next');
		expect(roomKey(press('?'))).toBe('help');
		expect(roomKey(press('n', { target: inField }))).toBeNull();
		expect(roomKey(press('n', { ctrlKey: true }))).toBeNull();
		expect(roomKey(press('h', { isComposing: true }))).toBeNull();
		expect(roomKey(press('x'))).toBeNull();
		expect(roomKey(press('constructor'))).toBeNull();
	});
});
