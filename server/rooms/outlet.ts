/**
 * The sending side of one socket. Messages of one event-loop turn leave in one write. Who reads too slowly gets
 * nothing more until the socket has drained, then only what was missed; who stays slow is closed (promises W6).
 */
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { CLOSE, type CloseCode, LIMIT } from '#lib/wire.ts';
import { type Frame, together } from './message.ts';

export type Outlet = {
	readonly ws: WebSocket;
	readonly socket: Pick<Socket, 'write' | 'writableLength' | 'once'>;
	/** what only this socket gets, until the next flush */
	waiting: Frame[];
	/** set while the reader is too slow: since when (ms), and how many bytes it has missed */
	stale: { readonly since: number; missed: number } | null;
	open: boolean;
};

/** How long a reader may stay stale before it is closed. */
const STALE_FOR_MS = 30_000;
/** A closed peer that does not answer the closing handshake is cut off. */
const CLOSE_WITHIN_MS = 2000;

export function outletOf(ws: WebSocket): Outlet {
	// ws frames each message again for each receiver; writing ready frames needs the socket underneath.
	const { _socket: socket } = ws as unknown as { _socket: Socket };
	return { ws, socket, waiting: [], stale: null, open: true };
}

/**
 * Writes what waits for this socket and what all get, in one write.
 * @param onDrained called once when a reader that had become stale reads again
 */
export function flush(outlet: Outlet, shared: Frame | null, now: () => number, onDrained: () => void): void {
	if (shared === null && outlet.waiting.length === 0) return;
	const frames = shared === null ? outlet.waiting : [...outlet.waiting, shared];
	outlet.waiting = [];
	if (!outlet.open || outlet.ws.readyState !== outlet.ws.OPEN) return;
	const bytes = together(frames);
	if (outlet.stale !== null) {
		outlet.stale.missed += bytes.length;
		if (outlet.stale.missed > LIMIT.bufferedClose) closeOutlet(outlet, CLOSE.tooSlow, 'too slow');
		return;
	}
	outlet.socket.write(bytes);
	if (outlet.socket.writableLength <= LIMIT.bufferedStale) return;
	outlet.stale = { since: now(), missed: 0 };
	outlet.socket.once('drain', () => {
		outlet.stale = null;
		if (outlet.open) onDrained();
	});
}

/** Closes a reader that has been too slow for too long. */
export function closeIfStuck(outlet: Outlet, now: number): void {
	if (outlet.stale !== null && now - outlet.stale.since > STALE_FOR_MS) closeOutlet(outlet, CLOSE.tooSlow, 'too slow');
}

/** Sends what waits, then closes; nothing that still arrives from this socket may be handled. */
export function closeOutlet(outlet: Outlet, code: CloseCode, reason: string): void {
	if (!outlet.open) return;
	if (outlet.stale === null && outlet.waiting.length > 0 && outlet.ws.readyState === outlet.ws.OPEN)
		outlet.socket.write(together(outlet.waiting));
	outlet.open = false;
	closeSocket(outlet.ws, code, reason);
}

export function closeSocket(ws: WebSocket, code: CloseCode, reason: string): void {
	ws.close(code, reason);
	setTimeout(() => ws.terminate(), CLOSE_WITHIN_MS).unref();
}
