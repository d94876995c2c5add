import type { Cookies } from '@sveltejs/kit';
import { describe, expect, test } from 'vitest';
import { askWithoutScript, isWithoutScript } from './without-script.ts';

describe('what only browsers without scripts need', () => {
	const given = (address: string, method = 'GET') => {
		const kept = new Map<string, string>();
		const cookies = {
			get: (name: string) => kept.get(name),
			set: (name: string, value: string) => void kept.set(name, value)
		} as Partial<Cookies> as Cookies;
		const ask = (path: string, by = 'GET') => {
			const url = new URL(path, 'http://localhost');
			return isWithoutScript({ cookies, url, request: new Request(url, { method: by }) }, false);
		};
		return { first: ask(address, method), ask };
	};

	test('SWIFT-4 is left out of the first page, and comes when one of them asks again and from then on', () => {
		const { first, ask } = given('/room?item=RMP');
		expect(first).toBe(false);
		const again = askWithoutScript(new URL('http://localhost/room?item=RMP'));
		expect(again).toBe('?item=RMP&scripts=off');
		expect(ask(`/room${again}`)).toBe(true);
		expect(ask('/room?item=ACTIONS')).toBe(true);
	});

	test('SWIFT-4 is in what answers a form: asked for again, it would not hold what was typed', () => {
		const { first, ask } = given('/room?/raise-hand', 'POST');
		expect(first).toBe(true);
		expect(ask('/room')).toBe(false);
	});
});
