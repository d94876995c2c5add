/**
 * The WebSocket of the connection test: says back what it hears, for anybody on a page of ours, signed in or not. It
 * carries nothing else, ends by itself, and there are only so many of them.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CONNECTION_TEST } from '#lib/wire.ts';
import { addressLimit } from './address-limit.ts';
import { clientAddress } from './client-address.ts';

const BURST = { burst: 20, perSecond: 0.5, addresses: 10_000 } as const;
const MOST_AT_ONCE = 200;
const MOST_MESSAGES = 20;

export type EchoSocket = {
	/** Takes over an upgrade. @returns the line to refuse it with, or null */
	readonly take: (request: IncomingMessage, socket: Duplex, head: Buffer) => string | null;
	readonly close: () => void;
};

/** @param origin the exact origin pages are served from */
export function echoSocket(origin: string, now: () => number = Date.now): EchoSocket {
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: CONNECTION_TEST.messageBytes,
		perMessageDeflate: false
	});
	const mayAsk = addressLimit(BURST, now);
	return {
		take: (request, socket, head) => {
			if (request.headers.origin !== origin) return '403 Forbidden';
			if (sockets.clients.size >= MOST_AT_ONCE) return '503 Service Unavailable';
			if (!mayAsk(clientAddress(request))) return '429 Too Many Requests';
			sockets.handleUpgrade(request, socket, head, (ws) => {
				let heard = 0;
				const timer = setTimeout(() => ws.terminate(), CONNECTION_TEST.withinMs);
				ws.on('message', (data, isBinary) => {
					if (++heard > MOST_MESSAGES) ws.terminate();
					else ws.send(data as Buffer, { binary: isBinary });
				});
				ws.on('error', () => {}); // a close follows
				ws.on('close', () => clearTimeout(timer));
			});
			return null;
		},
		close: () => {
			for (const ws of sockets.clients) ws.terminate();
		}
	};
}
