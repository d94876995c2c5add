/**
 * What the process carries just now, for those who run it: on this machine only, numbers only, no name and no id of a
 * meeting (promises 3.4). In the text format that Prometheus reads.
 */
import { createServer, type Server } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { log } from './log.ts';

export type Measured = {
	/** this node's id among the nodes of one database */
	readonly node: string;
	readonly databaseUp: boolean;
	/** null = the node has no Redis */
	readonly redisUp: boolean | null;
	/** connections to documents, and to meetings' facts */
	readonly textSockets: number;
	readonly factSockets: number;
	/** documents in memory */
	readonly documents: number;
	/** admitted, but not stored yet */
	readonly unpersistedUpdates: number;
	readonly unpersistedBytes: number;
	/** waiting for slow readers */
	readonly bufferedBytes: number;
};

/** The event loop's delay is measured with a timer of so many ms, which is not part of the delay. */
const RESOLUTION_MS = 10;
const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/** Listens on 127.0.0.1 for `GET /metrics`; the delays it tells are those since it was last asked. */
export function serveMetrics(port: number, measure: () => Measured): Server {
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delay.enable();
	const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS) || 0;
	const server = createServer((request, response) => {
		// A page in a browser of this machine may not read it under a name of its own.
		if (!LOOPBACK_HOST.test(request.headers.host ?? '')) return response.writeHead(403).end();
		if (request.method !== 'GET' || request.url !== '/metrics') return response.writeHead(404).end();
		const delays = [late(delay.percentile(50)), late(delay.percentile(99)), late(delay.max)] as const;
		delay.reset();
		response
			.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' })
			.end(metricsText(measure(), delays, process.memoryUsage(), process.uptime()));
	});
	server.on('error', (problem: NodeJS.ErrnoException) => log(`metrics are not served (${problem.code})`));
	server.on('close', () => delay.disable());
	server.listen(port, '127.0.0.1').unref();
	return server;
}

/** @param delays of the event loop in ms: p50, p99, longest @param uptime in seconds */
export function metricsText(
	measured: Measured,
	delays: readonly [number, number, number],
	memory: Pick<NodeJS.MemoryUsage, 'rss' | 'heapUsed'>,
	uptime: number
): string {
	const gauge = (name: string, help: string, ...values: readonly (readonly [labels: string, value: number])[]) => [
		`# HELP mapp_${name} ${help}`,
		`# TYPE mapp_${name} gauge`,
		...values.map(([labels, value]) => `mapp_${name}${labels} ${value}`)
	];
	const [p50, p99, max] = delays.map((ms) => Number((ms / 1000).toFixed(6)));
	const lines = [
		...gauge('node_info', 'This node.', [`{node="${measured.node}"}`, 1]),
		...gauge('uptime_seconds', 'Since the process began.', ['', Math.round(uptime)]),
		...gauge('database_up', 'Whether the database answers.', ['', Number(measured.databaseUp)]),
		...(measured.redisUp === null ? [] : gauge('redis_up', 'Whether Redis answers.', ['', Number(measured.redisUp)])),
		...gauge(
			'sockets',
			'Open connections of browsers.',
			['{kind="text"}', measured.textSockets],
			['{kind="facts"}', measured.factSockets]
		),
		...gauge('documents', 'Documents in memory.', ['', measured.documents]),
		...gauge('unpersisted_updates', 'Updates admitted but not stored yet.', ['', measured.unpersistedUpdates]),
		...gauge('unpersisted_bytes', 'Bytes admitted but not stored yet.', ['', measured.unpersistedBytes]),
		...gauge('buffered_bytes', 'Bytes waiting for slow readers.', ['', measured.bufferedBytes]),
		...gauge(
			'event_loop_delay_seconds',
			'Delay of the event loop since the last reading.',
			['{quantile="0.5"}', p50 ?? 0],
			['{quantile="0.99"}', p99 ?? 0],
			['{quantile="1"}', max ?? 0]
		),
		...gauge('resident_bytes', 'Memory of the process.', ['', memory.rss]),
		...gauge('heap_bytes', 'Memory of its objects.', ['', memory.heapUsed])
	];
	return `${lines.join('\n')}\n`;
}
