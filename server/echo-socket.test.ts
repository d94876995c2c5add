import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { CONNECTION_TEST } from '#lib/wire.ts';
import { type EchoSocket, echoSocket } from './echo-socket.ts';

const origin = 'https://mappa.example';
let http: Server;
let echo: EchoSocket;
let now = 0;

beforeEach(async () => {
	echo = echoSocket(origin, () => now);
	http = createServer();
	http.on('upgrade', (request, socket, head) => {
		const refusal = echo.take(request, socket, head);
		if (refusal !== null) socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\n\r\n`);
	});
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
	vi.useRealTimers();
	echo.close();
	await new Promise((closed) => http.close(closed));
});

const open = (headers: Record<string, string> = { origin }) =>
	new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { headers });
const refusedWith = async (headers?: Record<string, string>) => {
	const ws = open(headers);
	ws.on('error', () => {});
	const [, response] = (await once(ws, 'unexpected-response')) as [unknown, { statusCode: number }];
	ws.terminate();
	return response.statusCode;
};

describe('the WebSocket of the connection test', () => {
	it('CONN-4 says back what it hears, without a session and as it was sent', async () => {
		const ws = open();
		await once(ws, 'open');
		for (const message of [Buffer.from([1, 2, 3]), Buffer.alloc(CONNECTION_TEST.messageBytes, 7)]) {
			ws.send(message);
			expect(await once(ws, 'message')).toEqual([message, true]);
		}
		ws.send('words');
		expect(await once(ws, 'message')).toEqual([Buffer.from('words'), false]);
		ws.close();
	});

	it('CONN-4 is for pages of exactly this origin', async () => {
		for (const other of [
			'https://evil.example',
			'null',
			`${origin}.evil.example`,
			'http://mappa.example',
			`${origin}/`
		])
			expect(await refusedWith({ origin: other }), other).toBe(403);
		expect(await refusedWith({})).toBe(403);
	});

	it('CONN-5 ends by itself within ten seconds, after a few messages, and on a large one', async () => {
		const ends = async (send: (ws: WebSocket) => void) => {
			const ws = open();
			ws.on('error', () => {});
			await once(ws, 'open');
			send(ws);
			await once(ws, 'close');
		};
		await ends((ws) => ws.send(Buffer.alloc(CONNECTION_TEST.messageBytes + 1)));
		await ends((ws) => {
			for (let n = 0; n < 50; n++) ws.send('x');
		});
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		await ends(() => vi.advanceTimersByTime(CONNECTION_TEST.withinMs));
	});

	it('CONN-5 is refused to an address that opens too many, and opens again later', async () => {
		for (let n = 0; n < 20; n++) {
			const ws = open();
			await once(ws, 'open');
			ws.terminate();
		}
		expect(await refusedWith()).toBe(429);
		now += 4000;
		const ws = open();
		await once(ws, 'open');
		ws.terminate();
	});
});
