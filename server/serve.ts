/** The http server: limits, one line when it listens, and an end that loses nothing. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isLoopback } from './env.ts';
import { log } from './log.ts';
import type { Running } from './start.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Slow headers and slow bodies are cut off (promises U-9); a browser's idle connection is kept a little longer. */
const LIMITS = {
	headersTimeout: 10_000,
	requestTimeout: 24_000,
	keepAliveTimeout: 20_000,
	connectionsCheckingInterval: 5_000
};
const LONGEST_ADDRESS = 2048;
const DRAIN_WITHIN_MS = 10_000;

/** Listens, and on SIGTERM or SIGINT closes sockets, finishes requests (10 s at most), stops the database and ends with 0. */
export function serve(running: Running, handler: Handler): void {
	const { env } = running.app;
	const http = createServer(LIMITS, (request, response) => {
		if ((request.url?.length ?? 0) > LONGEST_ADDRESS) return answer(response, 414);
		handler(request, response, () => answer(response, 404));
	});
	running.attachRealtime(http, true);

	let ending = false;
	const end = async (code: number) => {
		if (ending) return;
		ending = true;
		await drain(http, running.closeEverything);
		process.exit(code);
	};
	process.on('SIGTERM', () => void end(0));
	process.on('SIGINT', () => void end(0));
	for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
		process.on(event, (problem: unknown) => {
			log(`${event}: ${whatAndWhere(problem)}`);
			void end(1);
		});
	}
	void running.databaseEnded.then(() => {
		if (ending) return;
		log('the embedded database has ended; so does the server');
		void end(1);
	});

	http.once('error', (problem: NodeJS.ErrnoException) => {
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

async function drain(http: Server, closeEverything: Running['closeEverything']): Promise<void> {
	const force = setTimeout(() => http.closeAllConnections(), DRAIN_WITHIN_MS);
	const last = setTimeout(() => process.exit(1), DRAIN_WITHIN_MS * 2).unref();
	const finished = http.listening ? new Promise<void>((done) => http.close(() => done())) : Promise.resolve();
	http.closeIdleConnections();
	await closeEverything(finished);
	clearTimeout(force);
	clearTimeout(last);
}

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
