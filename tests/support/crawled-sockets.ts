/** Every event, command and document that a socket may ask for, asked by one visitor, and every byte that came back. */
import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { COMMANDS } from '#lib/meeting/commands.ts';
import { PROTOCOL_VERSION, SOCKET_EVENTS, type SocketEvent, YJS_PATH } from '#lib/wire.ts';
import { type BuiltServer, PUBLIC_ORIGIN } from './built-server.ts';

/** What came back to one question. */
type Heard = {
	readonly asked: string;
	readonly bytes: Buffer;
	/** nothing was refused */
	readonly letIn: boolean;
};

type Asking = { readonly meetingId: string; readonly documents: readonly string[]; readonly personId: string };

const ANSWER_WITHIN_MS = 10_000;
/** As many as one connection may ask at once (LIMIT.socketEventBurst), with some to spare. */
const AT_ONCE = 80;

const headersOf = (cookie: string) => ({ cookie, origin: PUBLIC_ORIGIN, host: new URL(PUBLIC_ORIGIN).host });

/** What an honest page would send with each event; a new event has to say so here before it compiles. */
const payloads = ({ meetingId, documents }: Asking): Readonly<Record<SocketEvent, readonly object[]>> => ({
	meeting: [{ protocol: PROTOCOL_VERSION, meetingId, since: 0 }],
	run: [],
	presence: [{ meetingId, item: 'RISK' }],
	restricted: [{ meetingId }],
	'door-watch': [{ meetingId }],
	'copy-watch': [{ meetingId, number: 1 }],
	'text-open': documents.map((name, n) => ({ line: n + 1, meetingId, name, protocol: PROTOCOL_VERSION }))
});
/** Each command as somebody would try it who knows the ids. */
const commands = ({ meetingId, personId }: Asking): readonly object[] =>
	Object.keys(COMMANDS).map((command) => ({
		...{ meetingId, command, commandId: randomUUID() },
		input: command === 'accept-statement' ? {} : { personId, reason: 'Tried by a stranger', code: 'RISK', key: 'R1' }
	}));

/** Facts over socket.io. @returns null when nobody was let in at all */
export async function askOverSocket(
	server: BuiltServer,
	cookie: string,
	transport: 'websocket' | 'polling',
	asking: Asking
): Promise<readonly Heard[] | null> {
	const questions: [SocketEvent, object][] = SOCKET_EVENTS.flatMap((event) =>
		payloads(asking)[event].map((payload): [SocketEvent, object] => [event, payload])
	);
	// The commands stand behind the same handler whatever carries them.
	if (transport === 'websocket') for (const command of commands(asking)) questions.push(['run', command]);
	const heard: Heard[] = [];
	for (let at = 0; at < questions.length; at += AT_ONCE) {
		const socket = io(`http://127.0.0.1:${server.port}`, {
			...{ forceNew: true, reconnection: false, transports: [transport], extraHeaders: headersOf(cookie) }
		});
		const isIn = await new Promise<boolean>((resolve) => {
			socket.once('connect', () => resolve(true));
			socket.once('connect_error', () => resolve(false));
		});
		if (!isIn) {
			socket.disconnect();
			return null;
		}
		socket.onAny((name: string, ...what: unknown[]) =>
			heard.push({ asked: `told ${name}`, bytes: bytesOf(what), letIn: false })
		);
		await Promise.all(
			questions.slice(at, at + AT_ONCE).map(async ([event, payload]) => {
				const answer = await answerTo(socket, event, payload);
				const name = 'command' in payload ? `${event} ${payload.command}` : event;
				heard.push({ asked: name, bytes: bytesOf(answer), letIn: (answer as { ok?: boolean }).ok === true });
			})
		);
		socket.disconnect();
	}
	return heard;
}
const answerTo = (socket: Socket, event: string, payload: object): Promise<unknown> =>
	socket.timeout(ANSWER_WITHIN_MS).emitWithAck(event, payload);

/** Frames travel as base64 or bytes inside; both are looked into. */
const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? '');

/** A document over a WebSocket of its own: asks for all of it before anybody has said hello. */
export const askForDocument = (
	server: BuiltServer,
	cookie: string,
	meetingId: string,
	name: string
): Promise<Heard & { readonly code: number }> =>
	new Promise((resolve) => {
		const url = `ws://127.0.0.1:${server.port}${YJS_PATH}/${meetingId}/${name}?v=${PROTOCOL_VERSION}`;
		const socket = new WebSocket(url, { headers: headersOf(cookie) });
		const frames: Buffer[] = [];
		// Sync step 1 with an empty state vector.
		socket.on('open', () => socket.send(Uint8Array.of(0, 0, 1, 0)));
		socket.on('message', (data) => {
			frames.push(data as Buffer);
			socket.close();
		});
		socket.on('error', () => {});
		socket.on('close', (code) =>
			resolve({ asked: `document ${name}`, bytes: Buffer.concat(frames), letIn: frames.length > 0, code })
		);
	});
