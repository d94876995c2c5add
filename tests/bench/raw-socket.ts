/**
 * A WebSocket client for load only, several times cheaper than a general one: all sockets read into one buffer, a message
 * is valid only during the call that hands it over, and masking uses the zero key (valid on the wire, and the server still
 * unmasks).
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type RawSocket = {
	readonly socket: Socket;
	readonly handlers: RawHandlers;
	state: 'connecting' | 'open' | 'closed';
	/** the head of the handshake's answer, until it is whole */
	head: string;
	/** bytes of a frame that has not come whole */
	rest: Buffer;
	/** a long payload on its way, filled up to `filled` */
	long: { readonly payload: Buffer; readonly opcode: number; filled: number } | null;
};

export type RawHandlers = {
	readonly opened: () => void;
	readonly message: (bytes: Buffer, isText: boolean) => void;
	/** once, with the close code when the server sent one */
	readonly closed: (reason: string, code: number | null) => void;
};

const shared = Buffer.allocUnsafe(256 * 1024);
const NOTHING = Buffer.alloc(0);
const LONG = 65_536;

/** Frames and bytes all sockets have read, for the table. */
export const traffic = { frames: 0, bytes: 0 };

export function openRawSocket(url: string, headers: Record<string, string>, handlers: RawHandlers): RawSocket {
	const { hostname, port, pathname, search, host } = new URL(url);
	const socket = connect({
		host: hostname === 'localhost' ? '127.0.0.1' : hostname,
		port: Number(port),
		noDelay: true,
		onread: {
			buffer: shared,
			callback: (length: number, bytes: Uint8Array) => {
				traffic.bytes += length;
				read(raw, (bytes as Buffer).subarray(0, length));
				return true;
			}
		}
	});
	const raw: RawSocket = { socket, handlers, state: 'connecting', head: '', rest: NOTHING, long: null };
	let reason = 'closed';
	socket.on('connect', () => {
		const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
		const key = randomBytes(16).toString('base64');
		socket.write(
			`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n${own.join('')}\r\n`
		);
	});
	socket.on('error', (problem: NodeJS.ErrnoException) => {
		reason = problem.code ?? problem.message;
	});
	socket.on('close', () => ended(raw, reason, null));
	return raw;
}

function ended(raw: RawSocket, reason: string, code: number | null): void {
	if (raw.state === 'closed') return;
	raw.state = 'closed';
	raw.handlers.closed(reason, code);
}

function read(raw: RawSocket, bytes: Buffer): void {
	if (raw.state === 'connecting') readHead(raw, bytes);
	else readFrames(raw, bytes);
}

function readHead(raw: RawSocket, bytes: Buffer): void {
	raw.head += bytes.toString('latin1');
	const end = raw.head.indexOf('\r\n\r\n');
	if (end < 0) return;
	const status = raw.head.slice(9, 12);
	if (status !== '101') {
		ended(raw, `http ${status}`, null);
		raw.socket.destroy();
		return;
	}
	raw.state = 'open';
	const rest = Buffer.from(raw.head.slice(end + 4), 'latin1');
	raw.head = '';
	raw.handlers.opened();
	if (rest.length > 0) readFrames(raw, rest);
}

function readFrames(raw: RawSocket, arrived: Buffer): void {
	let bytes = raw.long === null ? arrived : readLong(raw, raw.long, arrived);
	if (raw.rest.length > 0) {
		bytes = Buffer.concat([raw.rest, bytes]);
		raw.rest = NOTHING;
	}
	let at = 0;
	while (bytes.length - at >= 2 && raw.state === 'open') {
		const opcode = (bytes[at] as number) & 15;
		let length = (bytes[at + 1] as number) & 127;
		let from = at + 2;
		if (length === 126) {
			if (bytes.length - at < 4) break;
			length = bytes.readUInt16BE(at + 2);
			from = at + 4;
		} else if (length === 127) {
			if (bytes.length - at < 10) break;
			length = Number(bytes.readBigUInt64BE(at + 2));
			from = at + 10;
		}
		if (bytes.length - from < length) {
			if (length <= LONG) break;
			const payload = Buffer.allocUnsafe(length);
			raw.long = { payload, opcode, filled: bytes.copy(payload, 0, from) };
			return;
		}
		at = from + length;
		takeFrame(raw, opcode, bytes.subarray(from, at));
	}
	if (at < bytes.length) raw.rest = Buffer.from(bytes.subarray(at));
}

/** What is left after the long payload has got its part. */
function readLong(raw: RawSocket, long: NonNullable<RawSocket['long']>, bytes: Buffer): Buffer {
	const taken = bytes.copy(long.payload, long.filled);
	long.filled += taken;
	if (long.filled === long.payload.length) {
		raw.long = null;
		takeFrame(raw, long.opcode, long.payload);
	}
	return bytes.subarray(taken);
}

function takeFrame(raw: RawSocket, opcode: number, payload: Buffer): void {
	traffic.frames++;
	if (opcode === 2 || opcode === 1) raw.handlers.message(payload, opcode === 1);
	else if (opcode === 9) write(raw, 10, payload);
	else if (opcode === 8) {
		const code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005;
		write(raw, 8, payload.subarray(0, 2));
		raw.socket.end();
		ended(raw, `closed with ${code}`, code);
	} else if (opcode !== 10) throw new Error(`the load client does not read frames of type ${opcode}`);
}

function write(raw: RawSocket, opcode: number, payload: Uint8Array): void {
	if (raw.state !== 'open') return;
	const { length } = payload;
	const header = length < 126 ? 6 : length < 65_536 ? 8 : 14;
	const frame = Buffer.allocUnsafe(header + length);
	frame[0] = 0x80 | opcode;
	if (header === 6) frame[1] = 0x80 | length;
	else if (header === 8) {
		frame[1] = 254;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 255;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.fill(0, header - 4, header);
	frame.set(payload, header);
	raw.socket.write(frame);
}

export const sendBytes = (raw: RawSocket, bytes: Uint8Array): void => write(raw, 2, bytes);
export const sendText = (raw: RawSocket, text: string): void => write(raw, 1, Buffer.from(text));

/** Gone without a word, as when a cable is pulled: the server hears of it from its socket. */
export function cut(raw: RawSocket): void {
	raw.socket.destroy();
	ended(raw, 'cut', null);
}
