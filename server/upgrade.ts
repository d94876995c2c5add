/**
 * The one door for WebSockets. /socket.io is engine.io's own; /yjs/<meeting>/<document> is admitted here: exact origin,
 * session, admission, then the room. A refusal completes the handshake and closes with a code of wire.ts, because a
 * browser cannot see the status of a refused handshake.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { CLOSE, CONNECTION_TEST, SOCKET_PATH, YJS_PATH } from '#lib/wire.ts';
import { DocumentSocket } from './document-socket.ts';
import { echoSocket } from './echo-socket.ts';
import { socketLine } from './rooms/socket-line.ts';
import { createTextDoor, type TextDoorParts } from './text-door.ts';

export type UpgradeParts = TextDoorParts & {
	/** the exact origin pages are served from */
	readonly origin: string;
	/** nobody else listens for upgrades on this server, so unknown paths are refused here; false beside Vite */
	readonly alone: boolean;
};

export type Upgrades = { readonly close: () => void };

/** Above the room's own limit, so that it can say what is wrong; what is larger still is refused unread, with the same code. */
const MAX_FRAME_BYTES = 1024 * 1024;
/** Handshakes waiting for admission; more than a reconnect storm of every open meeting. */
const MAX_WAITING = 2000;

export function attachUpgrades(http: HttpServer, parts: UpgradeParts): Upgrades {
	const sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_FRAME_BYTES,
		perMessageDeflate: false,
		WebSocket: DocumentSocket
	});
	let waiting = 0;

	const door = createTextDoor(parts);
	const echo = echoSocket(parts.origin);

	const admit = async (request: IncomingMessage, path: string) => {
		if (request.headers.origin !== parts.origin) return CLOSE.forbidden;
		const [, , meetingId = '', name = '', more] = path.split('/');
		const asked = new URLSearchParams(request.url?.split('?')[1]);
		const [protocol, seat] = [Number(asked.get('v') ?? Number.NaN), asked.get('seat') ?? ''];
		const { cookie } = request.headers;
		return door.admit({ cookie, meetingId, name: more === undefined ? name : '', protocol, seat });
	};

	const enter = async (request: IncomingMessage, socket: Duplex, head: Buffer, path: string) => {
		const answer = await admit(request, path);
		if (socket.destroyed) return;
		sockets.handleUpgrade(request, socket, head, (ws) => {
			if (typeof answer === 'number') ws.close(answer);
			else door.enter(socketLine(ws), answer);
		});
	};

	const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const path = (request.url ?? '').split('?')[0] ?? '';
		if (path === SOCKET_PATH || path.startsWith(`${SOCKET_PATH}/`)) return;
		if (path === CONNECTION_TEST.socket) {
			socket.on('error', () => socket.destroy());
			const refusal = echo.take(request, socket, head);
			return refusal === null ? undefined : refuse(socket, refusal);
		}
		if (!path.startsWith(`${YJS_PATH}/`)) return parts.alone ? refuse(socket, '404 Not Found') : undefined;
		socket.on('error', () => socket.destroy());
		if (waiting >= MAX_WAITING) return refuse(socket, '503 Service Unavailable');
		waiting++;
		void enter(request, socket, head, path).finally(() => waiting--);
	};
	http.on('upgrade', onUpgrade);

	return {
		close: () => {
			http.off('upgrade', onUpgrade);
			echo.close();
			for (const ws of sockets.clients) ws.close(CLOSE.goingAway);
		}
	};
}

const refuse = (socket: Duplex, line: string): void => {
	socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
