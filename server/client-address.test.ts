import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const asked = (headers: Record<string, string>) => ({ headers, socket: { remoteAddress: '127.0.0.1' } as Socket });

describe('the address of who asks', () => {
	it('CONN-5 is whoever connected, and a header counts only when a proxy is said to write it', () => {
		expect(clientAddress(asked({ 'x-forwarded-for': '203.0.113.9' }), {})).toBe('127.0.0.1');
		const proxy = { ADDRESS_HEADER: 'X-Forwarded-For', XFF_DEPTH: '1' };
		expect(clientAddress(asked({ 'x-forwarded-for': 'made up, 203.0.113.9' }), proxy)).toBe('203.0.113.9');
		expect(clientAddress(asked({ 'x-forwarded-for': 'a, b, c' }), { ...proxy, XFF_DEPTH: '2' })).toBe('b');
		expect(clientAddress(asked({ 'x-real-ip': '203.0.113.9' }), { ADDRESS_HEADER: 'x-real-ip' })).toBe('203.0.113.9');
		expect(clientAddress(asked({}), proxy)).toBe('unknown');
	});
});
