import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { LIMITS } from './serve.ts';

/** As many times as fast as the real ones, so that the test ends soon; what is proven is that nothing else ends a connection. */
const FASTER = 40;
const SLOW = 200;

describe('clients that are slow on purpose', () => {
	test('HEADER-9 U-9 two hundred of them, in their headers or their body, are all cut off within thirty seconds, and others are served', async () => {
		expect(LIMITS.headersTimeout + LIMITS.connectionsCheckingInterval).toBeLessThanOrEqual(30_000);
		expect(LIMITS.requestTimeout + LIMITS.connectionsCheckingInterval).toBeLessThanOrEqual(30_000);
		const faster = Object.fromEntries(Object.entries(LIMITS).map(([name, ms]) => [name, ms / FASTER])) as typeof LIMITS;
		const http = createServer(faster, (request, response) => {
			request.on('end', () => response.end('served')).resume();
		});
		await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
		const { port } = http.address() as AddressInfo;
		const lines: Socket[] = [];
		const ended = Array.from(
			{ length: SLOW },
			(_, n) =>
				new Promise<void>((resolve) => {
					const line = connect(port, '127.0.0.1', () => {
						const body = 'POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100000\r\n\r\n';
						line.write(n % 2 === 0 ? 'GET / HTTP/1.1\r\nX: ' : body);
					});
					lines.push(line);
					line.on('error', () => {});
					line.on('close', () => resolve());
					line.resume();
				})
		);
		const drip = setInterval(() => {
			for (const line of lines) if (line.writable && !line.connecting) line.write('x');
		}, 20);
		const began = performance.now();
		const honest = async () => (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' })).text();
		expect(await Promise.all(Array.from({ length: 10 }, honest))).toEqual(Array.from({ length: 10 }, () => 'served'));
		await Promise.all(ended);
		clearInterval(drip);
		// Thirty seconds of the real ones, with the time a busy machine may take.
		expect(performance.now() - began).toBeLessThan((30_000 / FASTER) * 10);
		expect(await honest()).toBe('served');
		http.closeAllConnections();
		http.close();
	}, 20_000);
});
