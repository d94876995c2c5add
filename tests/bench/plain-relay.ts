/**
 * The peer of the bench: a plain Yjs relay as most products run it. One live document in memory for each room, every
 * update applied and sent on at once, nothing stored, nobody asked who they are.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import * as awareness from 'y-protocols/awareness';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';

type PlainRoom = { doc: Y.Doc; presence: awareness.Awareness; sockets: Set<WebSocket> };
const rooms = new Map<string, PlainRoom>();

function open(name: string): PlainRoom {
	const known = rooms.get(name);
	if (known) return known;
	const doc = new Y.Doc();
	const presence = new awareness.Awareness(doc);
	presence.setLocalState(null);
	const room: PlainRoom = { doc, presence, sockets: new Set() };
	const sendAll = (type: number, write: (encoder: encoding.Encoder) => void) => {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, type);
		write(encoder);
		const frame = encoding.toUint8Array(encoder);
		for (const socket of room.sockets) socket.send(frame);
	};
	doc.on('update', (update: Uint8Array) => sendAll(0, (encoder) => sync.writeUpdate(encoder, update)));
	presence.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) =>
		sendAll(1, (encoder) =>
			encoding.writeVarUint8Array(
				encoder,
				awareness.encodeAwarenessUpdate(presence, [...added, ...updated, ...removed])
			)
		)
	);
	rooms.set(name, room);
	return room;
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
server.on('listening', () => console.log(`port ${(server.address() as { port: number }).port}`));
server.on('connection', (socket, request) => {
	const room = open(request.url ?? '/');
	room.sockets.add(socket);
	socket.on('close', () => room.sockets.delete(socket));
	socket.on('message', (data: Buffer) => {
		const decoder = decoding.createDecoder(data);
		const type = decoding.readVarUint(decoder);
		if (type === 1) {
			awareness.applyAwarenessUpdate(room.presence, decoding.readVarUint8Array(decoder), socket);
			return;
		}
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, 0);
		sync.readSyncMessage(decoder, encoder, room.doc, socket);
		if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
	});
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	sync.writeSyncStep1(encoder, room.doc);
	socket.send(encoding.toUint8Array(encoder));
});
process.on('SIGTERM', () => process.exit(0));
