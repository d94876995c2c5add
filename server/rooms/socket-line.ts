/** A document's own WebSocket as a line: ready frames go past ws straight to the socket underneath. */
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Line, LineEars } from './line.ts';

/** A ping with nothing in it (RFC 6455 5.5.2). */
const PING = Uint8Array.of(0x89, 0);
/** A closed peer that does not answer the closing handshake is cut off. */
const CLOSE_WITHIN_MS = 2000;

export function socketLine(ws: WebSocket): Line {
	// ws frames each message again for each receiver; writing ready frames needs the socket underneath.
	const { _socket: socket } = ws as unknown as { _socket: Socket };
	ws.on('error', () => {}); // a close follows
	/** Once goodbye is said nothing more is heard or told, whatever the other side still sends (R12). */
	let isClosing = false;
	const listening: LineEars['frame'][] = [];
	// One listener for all of them: every keystroke of every page comes through here.
	ws.on('message', (data, isBinary) => {
		for (const hear of listening) if (!isClosing) hear(data as Buffer, isBinary);
	});
	return {
		write: (frames) => {
			if (isClosing || ws.readyState !== WebSocket.OPEN) return 0;
			socket.write(frames);
			return socket.writableLength;
		},
		buffered: () => socket.writableLength,
		onceDrained: (then) => {
			socket.once('drain', then);
		},
		isOpen: () => ws.readyState === WebSocket.OPEN,
		hold: () => ws.pause(),
		release: () => ws.resume(),
		listen: ({ frame, alive, closed }) => {
			if (frame) listening.push(frame);
			if (alive) ws.on('pong', alive);
			if (closed) ws.once('close', closed);
		},
		close: (code, reason) => {
			isClosing = true;
			ws.close(code, reason);
			setTimeout(() => ws.terminate(), CLOSE_WITHIN_MS).unref();
		},
		ping: () => {
			if (ws.readyState === WebSocket.OPEN) socket.write(PING);
		},
		terminate: () => ws.terminate()
	};
}
