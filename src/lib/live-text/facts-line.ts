/** The line of facts: socket.io by a WebSocket, or by long polling where the network lets no WebSocket through. */
import { io, type Socket } from 'socket.io-client';
import { LANGUAGE } from '../welsh/language.ts';
import { SOCKET_PATH } from '../wire.ts';
import { pageSeat } from './page-seat.ts';

/** What the room uses of it: a room of practice has one that leads nowhere. */
export type FactsLine = Pick<
	Socket,
	'active' | 'connect' | 'connected' | 'disconnect' | 'emit' | 'id' | 'io' | 'off' | 'on' | 'timeout'
>;

/** Opens the line and keeps it open. Browser only. */
export function openFactsLine(): Socket {
	const socket = io({
		path: SOCKET_PATH,
		auth: { seat: pageSeat(), language: LANGUAGE },
		transports: ['websocket', 'polling'],
		tryAllTransports: true,
		// Spread as the documents' lines are: a restarted server is not met by everybody in one moment (F14).
		reconnectionDelay: 1_000,
		reconnectionDelayMax: 3_000,
		randomizationFactor: 0.9,
		timeout: 6_000
	});
	// A refused WebSocket is followed by polling at once. One that is swallowed is only noticed by time: then the next
	// attempt begins with polling, and goes over to a WebSocket should one come through after all.
	socket.on('connect_error', ({ message }) => {
		socket.io.opts.transports = message === 'timeout' ? ['polling', 'websocket'] : ['websocket', 'polling'];
	});
	return socket;
}
