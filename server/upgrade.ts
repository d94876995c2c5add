/**
 * The one door for WebSockets. /socket.io is engine.io's own; /yjs/<meeting>/<document> is admitted here: exact origin,
 * session, admission, then the room. A refusal completes the handshake and closes with a code of wire.ts, because a
 * browser cannot see the status of a refused handshake.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RefusalKind } from '#lib/result.ts';
import { CLOSE, type CloseCode, DOCUMENT_NAMES, MESSAGE, SOCKET_PATH, YJS_PATH } from '#lib/wire.ts';
import type { Admission } from './application/admission.ts';
import type { DocumentMember } from './application/ports.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { Sessions } from './persistence/sessions.ts';
import type { Line } from './rooms/line.ts';
import { socketLine } from './rooms/socket-line.ts';

export type UpgradeParts = {
	/** the exact origin pages are served from */
	readonly origin: string;
	readonly sessions: Sessions;
	readonly liveSessions: LiveSessions;
	readonly admitToDocument: Admission['document'];
	readonly joinDocument: (line: Line, member: DocumentMember) => void;
	readonly log: (line: string) => void;
	/** nobody else listens for upgrades on this server, so unknown paths are refused here; false beside Vite */
	readonly alone: boolean;
};

export type Upgrades = { readonly close: () => void };

/** Far above the room's own limit: an oversized frame is answered by the room with 4413, never by ws with 1009 (W-pitfall b). */
const MAX_FRAME_BYTES = 1024 * 1024;
/** Handshakes waiting for admission; more than a reconnect storm of every open meeting. */
const MAX_WAITING = 2000;

const CODE: Record<RefusalKind, CloseCode> = {
	invalid: CLOSE.missing,
	missing: CLOSE.missing,
	forbidden: CLOSE.forbidden,
	'not-now': CLOSE.forbidden,
	'not-ready': CLOSE.forbidden,
	'changed-meanwhile': CLOSE.resync
};

export function attachUpgrades(http: HttpServer, parts: UpgradeParts): Upgrades {
	const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false });
	let waiting = 0;

	const admit = async (request: IncomingMessage, path: string): Promise<DocumentMember | CloseCode> => {
		if (request.headers.origin !== parts.origin) return CLOSE.forbidden;
		const [, , meetingId = '', documentName = '', more] = path.split('/');
		const name = DOCUMENT_NAMES.find((one) => one === documentName);
		const signedIn = await parts.sessions.read(request.headers.cookie);
		if (!signedIn) return CLOSE.signedOut;
		if (!name || more !== undefined) return CLOSE.missing;
		const { actor, session } = signedIn;
		const door = await parts.admitToDocument({ actor, meetingId, name });
		const protocol = Number(new URLSearchParams(request.url?.split('?')[1]).get('v') ?? Number.NaN);
		return door.ok ? { ...door.value, actor, meetingId, name, sessionId: session.id, protocol } : CODE[door.kind];
	};

	const enter = async (request: IncomingMessage, socket: Duplex, head: Buffer, path: string) => {
		const answer = await admit(request, path).catch((problem: unknown) => {
			parts.log(`document upgrade failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
			return CLOSE.goingAway;
		});
		if (socket.destroyed) return;
		sockets.handleUpgrade(request, socket, head, (ws) => {
			if (typeof answer === 'number') return ws.close(answer);
			const gone = parts.liveSessions.watch(answer.sessionId, () => ws.close(CLOSE.signedOut));
			ws.once('close', gone);
			ws.on('message', (data: Buffer) => {
				if (isTyping(data)) parts.liveSessions.active(answer.sessionId);
			});
			parts.joinDocument(socketLine(ws), answer);
		});
	};

	const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
		const path = (request.url ?? '').split('?')[0] ?? '';
		if (path === SOCKET_PATH || path.startsWith(`${SOCKET_PATH}/`)) return;
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
			for (const ws of sockets.clients) ws.close(CLOSE.goingAway);
		}
	};
}

/** A sync message that carries an update: somebody wrote. Presence renews itself and is no sign of life. */
const isTyping = (data: Buffer): boolean => data[0] === MESSAGE.sync && data[1] === 2;

const refuse = (socket: Duplex, line: string): void => {
	socket.end(`HTTP/1.1 ${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
