/** The http server: limits, one line when it listens, and an end that loses nothing. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { alwaysHeaders, unlessSaid } from './answer-headers.ts';
import { isLoopback } from './env.ts';
import { log, outliveOutput } from './log.ts';
import { serveMetrics } from './metrics.ts';
import { awayReason } from './persistence/database-away.ts';
import type { Running } from './start.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Slow headers and slow bodies are cut off (promises U-9); a browser's idle connection is kept a little longer. */
export const LIMITS = {
	headersTimeout: 10_000,
	requestTimeout: 24_000,
	keepAliveTimeout: 20_000,
	connectionsCheckingInterval: 5_000
};
const LONGEST_ADDRESS = 2048;
/** An end: how long requests may take, how long everything, and how long when it is asked for a second time (W9). */
const END_WITHIN = { requestsMs: 6000, allMs: 9500, askedTwiceMs: 1500 } as const;
/** Ctrl-C reaches us from the terminal and from npm: two signals so close together are one. */
const SAME_SIGNAL_MS = 1000;
const CLOSE_IDLE_EVERY_MS = 100;
/** What a shortage or a listener who has left may throw anywhere: one request is lost, the service goes on (F25, F26). */
const PASSING = new Set(['EMFILE', 'ENFILE', 'EPIPE', 'ECONNRESET', 'ENOSPC', 'ERR_STREAM_DESTROYED']);

/**
 * Listens. SIGTERM, SIGINT and SIGHUP take no more connections, store what is under way, close sockets, finish requests,
 * stop the database and end with 0, within ten seconds; what does not end by then is left, with 1.
 */
export function serve(running: Running, handler: Handler): void {
	const { env } = running.app;
	outliveOutput();
	const http = createServer(LIMITS, (request, response) => {
		if ((request.url?.length ?? 0) > LONGEST_ADDRESS) return answer(response, 414);
		if (ending !== null) response.setHeader('connection', 'close');
		handler(request, response, () => answer(response, 404));
	});
	const connections = new Set<Socket>();
	http.on('connection', (connection) => {
		connections.add(connection);
		connection.once('close', () => connections.delete(connection));
	});
	running.attachRealtime(http, true);
	// Before engine.io, static files and SvelteKit, which each answer for themselves.
	const always = alwaysHeaders(env.secure);
	http.prependListener('request', ({ url = '' }: IncomingMessage, response: ServerResponse) => {
		const path = url.split('?', 1)[0] ?? '';
		for (const [name, value] of [...always, ...unlessSaid(path)]) response.setHeader(name, value);
	});
	const metrics = env.metricsPort === undefined ? null : serveMetrics(env.metricsPort, running.metrics);

	let ending: number | null = null;
	const end = async (code: number) => {
		const now = Date.now();
		if (ending !== null) {
			if (now - ending > SAME_SIGNAL_MS) leaveAfter(END_WITHIN.askedTwiceMs);
			return;
		}
		ending = now;
		leaveAfter(END_WITHIN.allMs);
		metrics?.close();
		const requests = drain(http, connections);
		await running.closeEverything(requests).catch((problem: unknown) => {
			log(`ending failed: ${whatAndWhere(problem)}`);
			process.exit(1);
		});
		process.exit(code);
	};
	for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void end(0));
	for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
		process.on(event, (problem: unknown) => {
			log(`${event}: ${whatAndWhere(problem)}`);
			if (!isPassing(problem)) void end(1);
		});
	}
	void running.databaseGivenUp.then(() => end(1));

	http.on('error', (problem: NodeJS.ErrnoException) => {
		// A connection could not be taken; the next one may.
		if (http.listening) return log(`no connection could be taken (${problem.code})`);
		console.error(
			problem.code === 'EADDRINUSE'
				? `PORT ${env.port} is already in use. Stop the other program, or choose another PORT.`
				: `The server cannot listen on ${env.host}:${env.port} (${problem.code}).`
		);
		void end(1);
	});
	http.listen(env.port, env.host, () => {
		console.log(`Ready on ${env.origin} (${process.uptime().toFixed(1)} s)`);
		if (!env.secure && !isLoopback(env.host))
			console.log('Not encrypted: other machines cannot sign in over plain http.');
	});
}

function leaveAfter(ms: number): void {
	setTimeout(() => {
		log('the end took too long; what was still open is left');
		process.exit(1);
	}, ms).unref();
}

/** Takes no more connections; resolves when the last one is gone, or was cut off because it took too long. */
async function drain(http: Server, connections: ReadonlySet<Socket>): Promise<void> {
	if (!http.listening) return;
	const idle = setInterval(() => http.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
	// Also upgraded sockets whose browser does not answer: http knows nothing of them (W9).
	const force = setTimeout(() => {
		for (const connection of connections) connection.destroy();
	}, END_WITHIN.requestsMs);
	await new Promise<void>((done) => http.close(() => done()));
	clearInterval(idle);
	clearTimeout(force);
}

const isPassing = (problem: unknown): boolean =>
	PASSING.has((problem as NodeJS.ErrnoException | null)?.code ?? '') || awayReason(problem) !== null;

/** The kind of error and the first line of our own code in its stack: enough to find it, and no content. */
function whatAndWhere(problem: unknown): string {
	if (!(problem instanceof Error)) return typeof problem;
	const frame = problem.stack
		?.split('\n')
		.find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line) && !line.includes('node:'));
	return `${problem.name}${frame ? ` ${frame.trim()}` : ''}`;
}

function answer(response: ServerResponse, status: number): void {
	response.writeHead(status, { 'content-length': 0, connection: 'close' }).end();
}
