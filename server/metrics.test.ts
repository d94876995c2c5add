import { once } from 'node:events';
import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { freePort } from './free-port.ts';
import { type Measured, metricsText, serveMetrics } from './metrics.ts';

const MEASURED: Measured = {
	node: '6f7c9a52-0000-4000-8000-000000000001',
	databaseUp: true,
	redisUp: false,
	textSockets: 24,
	factSockets: 12,
	documents: 2,
	unpersistedUpdates: 3,
	unpersistedBytes: 120,
	bufferedBytes: 4096
};
const text = (measured = MEASURED) => metricsText(measured, [1.5, 20, 48.25], { rss: 1000, heapUsed: 500 }, 61.7);

describe('numbers for those who run the service', () => {
	test('METRICS-1 each has its help, its type and its values, as Prometheus reads them', () => {
		const lines = text().trimEnd().split('\n');
		const values = lines.filter((line) => !line.startsWith('#'));
		for (const line of values) expect(line).toMatch(/^mapp_[a-z_]+(\{[a-z]+="[^"{}]+"\})? \d+(\.\d+)?$/);
		for (const name of new Set(values.map((line) => line.split(/[{ ]/)[0])))
			expect(
				lines.filter((line) => line.startsWith(`# HELP ${name} `) || line === `# TYPE ${name} gauge`)
			).toHaveLength(2);
		expect(values).toContain('mapp_sockets{kind="facts"} 12');
		expect(values).toContain('mapp_event_loop_delay_seconds{quantile="1"} 0.04825');
		expect(values).toContain('mapp_redis_up 0');
		expect(text({ ...MEASURED, redisUp: null })).not.toContain('redis');
	});

	test('METRICS-2 they are told on this machine only, at one address, and to no page of another name', async () => {
		const port = await freePort();
		const server = serveMetrics(port, () => MEASURED);
		await once(server, 'listening');
		expect(server.address()).toMatchObject({ address: '127.0.0.1', port });
		const ask = async (path: string, host: string) => {
			const asking = request({ host: '127.0.0.1', port, path, headers: { host }, agent: false }).end();
			const [answer] = await once(asking, 'response');
			return [answer.statusCode, (await answer.toArray()).join('')];
		};
		const [status, body] = await ask('/metrics', `localhost:${port}`);
		expect(status).toBe(200);
		expect(body).toContain('mapp_documents 2\n');
		expect(await ask('/metrics', 'evil.example')).toEqual([403, '']);
		expect(await ask('/', `127.0.0.1:${port}`)).toEqual([404, '']);
		server.close();
		await once(server, 'close');
	});
});
