/**
 * A network in memory under a test's control. At both ends are real WebSockets; between them bytes arrive late, in
 * pieces of any size, on one connection before another, or never again.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { SeededChance } from './seeded-chance.ts';

/** What a fuzz does to the connections of its peers. */
export type TestNetwork = {
	/** what a page opens its sockets with */
	readonly WebSocket: typeof globalThis.WebSocket;
	readonly url: string;
	/** one mishap, chosen by chance */
	readonly trouble: () => void;
	/** every connection is gone at once, as when the process ends */
	readonly cutAll: () => void;
	/** from now on everything arrives, whole and soon */
	readonly calm: () => void;
	/** resolves when the network has moved on a little */
	readonly turn: () => Promise<void>;
	readonly close: () => Promise<void>;
};
export type Arrival = (ws: WebSocket, request: IncomingMessage) => void;

type Lane = { readonly to: () => End; waiting: Buffer[]; ended: boolean; over: boolean; heldFor: number };
type Link = { readonly client: End; readonly server: End; readonly lanes: readonly [up: Lane, down: Lane] };

/** One end of a connection. What is written waits in a lane until the network takes it across. */
class End extends Duplex {
	lane: Lane | null = null;

	override _write(chunk: Buffer, _encoding: string, done: () => void): void {
		this.lane?.waiting.push(Buffer.from(chunk));
		done();
	}
	override _read(): void {}
	override _final(done: () => void): void {
		if (this.lane) this.lane.ended = true;
		done();
	}
	/** Gone without a word: the other end finds out only when everything before has arrived. */
	override _destroy(problem: Error | null, done: (problem?: Error | null) => void): void {
		if (this.lane) this.lane.ended = true;
		done(problem);
	}
	setTimeout(): this {
		return this;
	}
	setNoDelay(): this {
		return this;
	}
	setKeepAlive(): this {
		return this;
	}
}

function newLink(): Link {
	const [client, server] = [new End(), new End()];
	const up: Lane = { to: () => server, waiting: [], ended: false, over: false, heldFor: 0 };
	const down: Lane = { to: () => client, waiting: [], ended: false, over: false, heldFor: 0 };
	client.lane = up;
	server.lane = down;
	for (const end of [client, server]) end.on('error', () => {});
	return { client, server, lanes: [up, down] };
}

/** Takes at most so many bytes of a lane across. */
function carry(lane: Lane, most: number): void {
	const to = lane.to();
	for (let left = most; left > 0 && lane.waiting[0] !== undefined; ) {
		const [first] = lane.waiting as [Buffer];
		const part = first.subarray(0, left);
		if (part.length === first.length) lane.waiting.shift();
		else lane.waiting[0] = first.subarray(part.length);
		left -= part.length;
		if (!to.destroyed && !to.readableEnded) to.push(part);
	}
	if (!lane.ended || lane.waiting.length > 0 || lane.over) return;
	lane.over = true;
	if (!to.destroyed && !to.readableEnded) to.push(null);
}

const EVERYTHING = Number.POSITIVE_INFINITY;

/** @param arrive handles each upgraded socket, as a server would */
export function fakeWire(chance: SeededChance, arrive: Arrival): TestNetwork {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
	const http = createServer();
	http.on('upgrade', (request, socket, head) =>
		sockets.handleUpgrade(request, socket, head, (ws) => arrive(ws, request))
	);
	let links: Link[] = [];
	let quiet = false;

	const over = ({ lanes }: Link) => lanes.every((lane) => lane.over);
	const move = () => {
		for (const lane of chance.shuffled(links).flatMap((link) => link.lanes))
			if (quiet) carry(lane, EVERYTHING);
			else if (lane.heldFor > 0) lane.heldFor--;
			else if (chance.in(3)) carry(lane, chance.in(4) ? 1 + chance.below(60) : EVERYTHING);
		links = links.filter((link) => !over(link));
	};
	let turned: (() => void)[] = [];
	const clock = setInterval(() => {
		move();
		for (const resolve of turned.splice(0)) resolve();
	}, 1);

	/** Both ends are gone; of what was under way some first bytes arrive. */
	const cut = ({ client, server, lanes }: Link) => {
		for (const lane of lanes) {
			carry(lane, chance.below(1 + lane.waiting.reduce((sum, part) => sum + part.length, 0)));
			lane.waiting = [];
		}
		client.destroy();
		server.destroy();
	};
	class FakeWireSocket extends WebSocket {
		constructor(address: string) {
			const createConnection = () => {
				const link = newLink();
				links.push(link);
				http.emit('connection', link.server);
				return link.client;
			};
			super(address, { createConnection } as object);
			this.on('error', () => {});
		}
	}
	return {
		WebSocket: FakeWireSocket as unknown as typeof globalThis.WebSocket,
		url: 'ws://fake.invalid',
		trouble: () => {
			if (links.length === 0) return;
			const link = chance.pick(links);
			const what = chance.below(4);
			if (what === 0) cut(link);
			// The page is gone; what it had sent still arrives, some time after it has come back on another connection.
			else if (what === 1) {
				link.lanes[0].heldFor = chance.below(60);
				link.client.destroy();
			}
			// Acknowledgements and the words of others come late; or nothing gets through to the server.
			else link.lanes[what === 2 ? 1 : 0].heldFor = chance.below(80);
		},
		cutAll: () => {
			for (const link of links.splice(0)) cut(link);
		},
		calm: () => {
			quiet = true;
			for (const lane of links.flatMap((link) => link.lanes)) lane.heldFor = 0;
		},
		turn: () => new Promise((resolve) => turned.push(resolve)),
		close: async () => {
			clearInterval(clock);
			for (const resolve of turned.splice(0)) resolve();
			turned = [];
			for (const { client, server } of links) {
				client.destroy();
				server.destroy();
			}
			http.close();
		}
	};
}

/** The same over real sockets of 127.0.0.1: connections can be cut, and everything else is up to the machine. */
export async function realWire(chance: SeededChance, arrive: Arrival): Promise<TestNetwork> {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
	const http = createServer();
	http.on('upgrade', (request, socket, head) =>
		sockets.handleUpgrade(request, socket, head, (ws) => arrive(ws, request))
	);
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
	const pages = new Set<WebSocket>();
	class CuttableSocket extends WebSocket {
		constructor(address: string) {
			super(address);
			pages.add(this);
			this.on('error', () => {});
			this.on('close', () => pages.delete(this));
		}
	}
	return {
		WebSocket: CuttableSocket as unknown as typeof globalThis.WebSocket,
		url,
		trouble: () => {
			const open = [...(chance.in(2) ? pages : sockets.clients)];
			if (open.length > 0) chance.pick(open).terminate();
		},
		cutAll: () => {
			for (const ws of sockets.clients) ws.terminate();
		},
		calm: () => {},
		turn: () => new Promise((resolve) => setImmediate(() => setImmediate(resolve))),
		close: async () => {
			for (const ws of [...sockets.clients, ...pages]) ws.terminate();
			await new Promise((resolve) => http.close(resolve));
		}
	};
}
