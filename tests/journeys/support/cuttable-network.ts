/**
 * A forward proxy between one browser and the server that a journey can cut like a cable: every open connection dies at
 * once without a goodbye and new ones are refused, until it is mended. Or it is a network that lets no WebSocket through:
 * it refuses the handshake, or swallows it without a word. Only its own browser context goes through it.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export type CuttableNetwork = {
	/** for the `proxy` option of a browser context */
	readonly proxy: { readonly server: string; readonly bypass: string };
	readonly cut: () => void;
	readonly mend: () => void;
	/** from now on WebSockets come through */
	readonly letWebSocketsThrough: () => void;
	readonly close: () => Promise<void>;
};

/** @param webSockets what becomes of a WebSocket's handshake */
export async function cuttableNetwork(
	webSockets: 'passed' | 'refused' | 'swallowed' = 'passed'
): Promise<CuttableNetwork> {
	let isCut = false;
	let sockets = webSockets;
	const open = new Set<Socket>();
	const keep = (socket: Socket): void => {
		open.add(socket);
		socket.on('close', () => open.delete(socket));
		// A cut cable is no fault of this test: the other side sees it, and that is what is tested.
		socket.on('error', () => socket.destroy());
	};
	const server = createServer((incoming: IncomingMessage, outgoing: ServerResponse) => {
		const { method, headers } = incoming;
		const onward = request(incoming.url ?? '', { method, headers, agent: false }, (answer) => {
			outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(outgoing);
		});
		onward.on('socket', keep);
		onward.on('error', () => outgoing.destroy());
		incoming.pipe(onward);
	});
	server.on('connection', (socket) => (isCut ? socket.destroy() : keep(socket)));
	// A browser asks a proxy for a tunnel for every WebSocket.
	server.on('connect', (incoming: IncomingMessage, near: Duplex) => {
		keep(near as Socket);
		if (sockets === 'refused') return near.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
		if (sockets === 'swallowed') return near.resume();
		const { hostname, port } = new URL(`http://${incoming.url}`);
		const far = connect(Number(port || 80), hostname, () => {
			near.write('HTTP/1.1 200 Connection established\r\n\r\n');
			near.pipe(far);
			far.pipe(near);
		});
		keep(far);
		far.on('close', () => near.destroy());
		near.on('close', () => far.destroy());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const drop = (): void => {
		for (const socket of open) socket.destroy();
	};
	return {
		// Without this bypass rule a browser reaches this machine's own addresses past any proxy.
		proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' },
		cut: () => {
			isCut = true;
			drop();
		},
		mend: () => {
			isCut = false;
		},
		letWebSocketsThrough: () => {
			sockets = 'passed';
		},
		close: () => {
			drop();
			return new Promise((resolve) => server.close(() => resolve()));
		}
	};
}
