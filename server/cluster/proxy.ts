/**
 * A small proxy on loopback for trying several nodes: HTTP and WebSockets in turn to every node that is ready, long polls
 * back to their own. It asks each node's /readyz, and what a proxy of one's own must do is no more than this (README).
 */
import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type NodeState, nodesToTry } from './node-choice.ts';

export type ProxiedNode = { readonly name: string; readonly port: number };
export type ClusterProxy = { readonly stateOf: (name: string) => NodeState; readonly close: () => Promise<void> };

type Watched = ProxiedNode & { state: NodeState; silent: number; readonly open: Set<Socket> };

const CHECK_EVERY_MS = 250;
const CHECK_WITHIN_MS = 2500;
/** A node that lets so many checks pass without a word is halted: its connections are ended, so that people go elsewhere. */
const SILENT_CHECKS = 2;
const CONNECT_WITHIN_MS = 1000;
const HOST = '127.0.0.1';
/** Headers that belong to one connection only (RFC 9110, section 7.6.1). */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding']);

/** @throws what listening throws, for example EADDRINUSE */
export async function startProxy(port: number, members: readonly ProxiedNode[]): Promise<ClusterProxy> {
	const nodes: Watched[] = members.map((node) => ({ ...node, state: 'gone', silent: 0, open: new Set() }));
	const near = new Set<Socket>();
	let turn = 0;

	/** A connection to the first node that takes one; nothing was sent yet to those that did not. */
	async function reach(address: string): Promise<{ node: Watched; far: Socket } | null> {
		for (const node of nodesToTry(nodes, address, turn++)) {
			const far = connect(node.port, HOST).setNoDelay(true);
			const timer = setTimeout(() => far.destroy(), CONNECT_WITHIN_MS);
			const connected = await once(far, 'connect').then(
				() => !far.destroyed,
				() => false
			);
			clearTimeout(timer);
			if (!connected) {
				node.state = 'gone';
				continue;
			}
			far.on('error', () => far.destroy());
			node.open.add(far);
			far.once('close', () => node.open.delete(far));
			return { node, far };
		}
		return null;
	}

	async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const reached = await reach(request.url ?? '/');
		if (reached === null) return refuse(response);
		const { far } = reached;
		if (request.destroyed) return void far.destroy();
		const { method, url: path } = request;
		const asked = ask({ method, path, headers: forwarded(request), createConnection: () => far });
		asked.on('response', (answer) => {
			response.writeHead(answer.statusCode ?? 502, answer.statusMessage, withoutHops(answer.headers));
			answer.pipe(response);
			answer.on('error', () => response.destroy());
		});
		asked.on('error', () => (response.headersSent ? response.destroy() : refuse(response)));
		response.on('close', () => far.destroy());
		request.pipe(asked);
	}

	async function upgrade(request: IncomingMessage, browser: Duplex, head: Buffer): Promise<void> {
		browser.on('error', () => browser.destroy());
		const reached = await reach(request.url ?? '/');
		if (reached === null) return void browser.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
		const { far } = reached;
		const lines = [`${request.method} ${request.url} HTTP/1.1`];
		for (let n = 0; n < request.rawHeaders.length; n += 2)
			if (request.rawHeaders[n]?.toLowerCase() !== 'x-forwarded-for')
				lines.push(`${request.rawHeaders[n]}: ${request.rawHeaders[n + 1]}`);
		far.write(`${lines.join('\r\n')}\r\nX-Forwarded-For: ${request.socket.remoteAddress}\r\n\r\n`);
		far.write(head);
		browser.pipe(far);
		far.pipe(browser);
		browser.on('close', () => far.destroy());
		far.on('close', () => browser.destroy());
	}

	async function check(node: Watched): Promise<void> {
		const answer = await fetch(`http://${HOST}:${node.port}/readyz`, {
			signal: AbortSignal.timeout(CHECK_WITHIN_MS)
		}).catch((problem: Error) => (problem.name === 'TimeoutError' ? 'silent' : 'refused'));
		node.silent = answer === 'silent' ? node.silent + 1 : 0;
		node.state = typeof answer === 'string' ? 'gone' : answer.ok ? 'ready' : 'answers';
		if (typeof answer !== 'string') await answer.body?.cancel();
		if (node.silent === SILENT_CHECKS) for (const far of node.open) far.destroy();
	}
	let closed = false;
	const watch = async (node: Watched): Promise<void> => {
		while (!closed) {
			await check(node);
			await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS).unref());
		}
	};

	const server = createServer((request, response) => void forward(request, response));
	server.on('upgrade', (request, browser, head) => void upgrade(request, browser, head));
	server.on('connection', (browser) => {
		near.add(browser);
		browser.setNoDelay(true);
		browser.once('close', () => near.delete(browser));
	});
	server.listen(port, HOST);
	await once(server, 'listening');
	for (const node of nodes) void watch(node);

	return {
		stateOf: (name) => nodes.find((node) => node.name === name)?.state ?? 'gone',
		close: async () => {
			closed = true;
			for (const browser of near) browser.destroy();
			server.close();
			await once(server, 'close');
		}
	};
}

const withoutHops = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
	Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.has(name)));

/** What the browser sent, and where it is: nobody is believed who says so themselves. */
const forwarded = (request: IncomingMessage): IncomingMessage['headers'] => ({
	...withoutHops(request.headers),
	...(request.headers['transfer-encoding'] ? { 'transfer-encoding': request.headers['transfer-encoding'] } : {}),
	'x-forwarded-for': request.socket.remoteAddress ?? '',
	connection: 'close'
});

function refuse(response: ServerResponse): void {
	response
		.writeHead(503, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '2', 'cache-control': 'no-store' })
		.end('The service is not there just now. Keep open pages open, and try again in a moment.\n');
}
