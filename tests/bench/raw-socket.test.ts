import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { cut, openRawSocket, sendBytes } from './raw-socket.ts';

const ending: (() => void)[] = [];
afterEach(() => {
	for (const end of ending.splice(0)) end();
});

describe('the light WebSocket of the load', () => {
	test('BENCH-6 messages of every size come back whole and in order', async () => {
		const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
		ending.push(() => server.close());
		await new Promise((resolve) => server.once('listening', resolve));
		server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
		const sizes = [0, 1, 125, 126, 65_535, 65_536, 300_000, 3];
		const { port } = server.address() as AddressInfo;
		const heard = await new Promise<Buffer[]>((resolve, reject) => {
			const all: Buffer[] = [];
			const raw = openRawSocket(
				`ws://127.0.0.1:${port}/x`,
				{},
				{
					opened: () => {
						for (const size of sizes) sendBytes(raw, Buffer.alloc(size, size & 255));
					},
					message: (bytes) => {
						all.push(Buffer.from(bytes));
						if (all.length < sizes.length) return;
						resolve(all);
						cut(raw);
					},
					closed: (reason) => reject(new Error(reason))
				}
			);
		});
		expect(heard.map((one) => one.length)).toEqual(sizes);
		expect(heard.every((one, n) => one.equals(Buffer.alloc(one.length, (sizes[n] ?? 0) & 255)))).toBe(true);
	});

	test('BENCH-7 a refused handshake is told with its status', async () => {
		const server = createServer();
		server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		ending.push(() => server.close());
		const { port } = server.address() as AddressInfo;
		const reason = await new Promise<string>((resolve) => {
			openRawSocket(`ws://127.0.0.1:${port}/x`, {}, { opened: () => {}, message: () => {}, closed: resolve });
		});
		expect(reason).toBe('http 401');
	});
});
