/**
 * Every message the server sends in a Yjs room, as complete WebSocket frames: built once, then the same bytes are
 * written to each socket (design.md 6).
 */
import {
	type ByteWriter,
	writer,
	writeVarBytes,
	writeVarString,
	writeVarUint,
	written
} from '#lib/live-text/byte-writer.ts';
import { stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import {
	type Authorship,
	type CloseCode,
	type Hello,
	MESSAGE,
	PROTOCOL_VERSION,
	type PresenceState
} from '#lib/wire.ts';

/** One whole WebSocket message with its header (RFC 6455 5.2: final, binary, not masked). */
export type Frame = Buffer;

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const UPDATE = 2;

/** @param body the end of the message, where it is not in the writer */
function framed(message: ByteWriter, body: Uint8Array | null = null): Frame {
	const length = message.length + (body?.length ?? 0);
	const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
	const frame = Buffer.allocUnsafe(header + length);
	frame[0] = 0x82;
	if (header === 2) frame[1] = length;
	else if (header === 4) {
		frame[1] = 126;
		frame.writeUInt16BE(length, 2);
	} else {
		frame[1] = 127;
		frame.writeBigUInt64BE(BigInt(length), 2);
	}
	frame.set(written(message), header);
	if (body !== null) frame.set(body, header + message.length);
	return frame;
}

const begin = (type: number): ByteWriter => writeVarUint(writer(), type);
const sync = (step: number, body: Uint8Array): Frame =>
	framed(writeVarUint(writeVarUint(begin(MESSAGE.sync), step), body.length), body);

export const syncStep1 = (vector: Iterable<readonly [number, number]>): Frame =>
	sync(SYNC_STEP_1, stateVectorBytes(vector));
export const syncStep2 = (state: Uint8Array): Frame => sync(SYNC_STEP_2, state);
export const updateMessage = (update: Uint8Array): Frame => sync(UPDATE, update);

export const helloMessage = (epoch: number, clientId: number, hello: Hello): Frame => {
	const message = begin(MESSAGE.hello);
	for (const value of [PROTOCOL_VERSION, epoch, clientId]) writeVarUint(message, value);
	return framed(writeVarString(message, JSON.stringify(hello)));
};

/** @param frames how many of this connection's sync frames (step 2 or update) are stored, in the order they came */
export const savedMessage = (vector: Iterable<readonly [number, number]>, at: number, frames: number): Frame =>
	framed(writeVarUint(writeVarUint(writeVarBytes(begin(MESSAGE.saved), stateVectorBytes(vector)), at), frames));

export const refusedMessage = (code: CloseCode, reason: string): Frame =>
	framed(writeVarString(writeVarUint(begin(MESSAGE.refused), code), reason));

export const sealedMessage = (at: number): Frame => framed(writeVarUint(begin(MESSAGE.sealed), at));

export const authorsMessage = (authors: readonly Authorship[]): Frame =>
	framed(writeVarString(begin(MESSAGE.authors), JSON.stringify(authors)));

export const beatMessage = (): Frame => framed(begin(MESSAGE.beat));

/** Where one person is; state null = gone. `clock` rises with each entry of a client. */
export type PresenceEntry = { readonly client: number; readonly clock: number; readonly state: PresenceState | null };

export function presenceMessage(entries: readonly PresenceEntry[]): Frame {
	const body = writeVarUint(writer(), entries.length);
	for (const { client, clock, state } of entries)
		writeVarString(writeVarUint(writeVarUint(body, client), clock), JSON.stringify(state));
	return framed(writeVarBytes(begin(MESSAGE.awareness), written(body)));
}

/** A copy in memory of its own, for what is kept: small frames share theirs, and one that stays would keep all of it. */
export function keepable(frame: Frame): Frame {
	const own = Buffer.allocUnsafeSlow(frame.length);
	frame.copy(own);
	return own;
}

/** Several messages as one write. */
export const together = (frames: readonly Frame[]): Frame =>
	frames.length === 1 ? (frames[0] as Frame) : (Buffer.concat(frames) as Frame);
