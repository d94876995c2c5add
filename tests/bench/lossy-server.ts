/** A server that loses or delays on purpose: the bench must see it. It relays y-websocket messages within a document. */
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import { type WebSocket, WebSocketServer } from 'ws';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';

export type Faults = {
	/** every so many updates one is sent to nobody; 0 = none */
	readonly loseEach: number;
	/** ms that every update is held back */
	readonly delayMs: number;
};

/** @returns the address without the document's name, and how to end it */
export async function openLossyServer(faults: Faults): Promise<{ url: string; close: () => Promise<void> }> {
	const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
	await new Promise((resolve) => server.once('listening', resolve));
	const rooms = new Map<string, Set<WebSocket>>();
	let updates = 0;
	server.on('connection', (socket, request) => {
		const room = rooms.get(request.url ?? '') ?? new Set();
		rooms.set(request.url ?? '', room.add(socket));
		socket.on('close', () => room.delete(socket));
		socket.on('message', (data: Buffer) => {
			const decoder = decoding.createDecoder(data);
			if (decoding.readVarUint(decoder) !== 0) return;
			const step = decoding.readVarUint(decoder);
			if (step === messageYjsSyncStep1) socket.send(Uint8Array.of(0, messageYjsSyncStep2, 2, 0, 0));
			if (step !== messageYjsUpdate) return;
			updates++;
			if (faults.loseEach > 0 && updates % faults.loseEach === 0) return;
			setTimeout(() => {
				for (const other of room) if (other !== socket) other.send(data);
			}, faults.delayMs);
		});
	});
	const { port } = server.address() as AddressInfo;
	return {
		url: `ws://127.0.0.1:${port}`,
		close: async () => {
			for (const client of server.clients) client.terminate();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
