/**
 * One light client of a Yjs server, in the wire protocol of its target. It holds no document: whoever opens it is handed
 * the bytes as they come (valid only during the call) and says what to send.
 */
import { endReached, readFrom, readVarBytes, readVarString, readVarUint } from '#lib/live-text/byte-reader.ts';
import { joined, writer, writeVarBytes, writeVarString, writeVarUint } from '#lib/live-text/byte-writer.ts';
import { MESSAGE } from '#lib/wire.ts';
import { cut, openRawSocket, type RawSocket, sendBytes } from './raw-socket.ts';

/** `ours` is y-websocket's with a hello, an issued client id and "saved"; Hocuspocus puts the document's name before all. */
export type Protocol = 'ours' | 'y-websocket' | 'hocuspocus';
export type Place = {
	readonly protocol: Protocol;
	readonly url: string;
	readonly headers: Record<string, string>;
	/** Hocuspocus sends it before every message */
	readonly document: string;
};

export type WireEvents = {
	/** the server's first whole answer */
	readonly synced?: (state: Uint8Array) => void;
	readonly update?: (update: Uint8Array) => void;
	readonly presence?: () => void;
	/** the id under which this client must write */
	readonly issued?: (clientId: number) => void;
	/** state vector of what is stored of this client's writing */
	readonly saved?: (vector: Uint8Array) => void;
	readonly closed?: (reason: string, code: number | null) => void;
};

/** What the client has already: asked when it connects and when the server wants what it lacks. */
export type Own = { readonly vector: () => Uint8Array; readonly missing: (vector: Uint8Array) => Uint8Array };

export type WireClient = { readonly raw: RawSocket; readonly prefix: Uint8Array; synced: boolean };

const NO_VECTOR = Uint8Array.of(0);
const NO_UPDATE = Uint8Array.of(0, 0);
export const NOTHING_YET: Own = { vector: () => NO_VECTOR, missing: () => NO_UPDATE };

/** Hocuspocus: its own types for authentication and for an answer to what it asked. */
const HOCUSPOCUS = { auth: 2, reply: 4, close: 7 } as const;

export function openWireClient(place: Place, events: WireEvents, own: Own = NOTHING_YET): WireClient {
	const isHocuspocus = place.protocol === 'hocuspocus';
	const prefix = isHocuspocus ? joined(writeVarString(writer(), place.document)) : new Uint8Array();
	const raw = openRawSocket(place.url, place.headers, {
		opened: () => {
			if (isHocuspocus) send(client, HOCUSPOCUS.auth, [0], new TextEncoder().encode('token'));
			send(client, MESSAGE.sync, [0], own.vector());
		},
		message: (bytes) => hear(client, bytes, events, own),
		closed: (reason, code) => events.closed?.(reason, code)
	});
	const client: WireClient = { raw, prefix, synced: false };
	return client;
}

/** Message head and the pieces after it: one frame, one body with its length. */
function send({ raw, prefix }: WireClient, type: number, steps: readonly number[], body: Uint8Array): void {
	const head = writeVarUint(writer(), type);
	for (const step of steps) writeVarUint(head, step);
	sendBytes(raw, Buffer.concat([prefix, joined(writeVarBytes(head, body))]));
}

function hear(client: WireClient, bytes: Uint8Array, events: WireEvents, own: Own): void {
	const reader = readFrom(bytes, client.prefix.length);
	// Some servers put several messages into one frame.
	while (!endReached(reader)) {
		const type = readVarUint(reader);
		if (type === MESSAGE.sync || (client.prefix.length > 0 && type === HOCUSPOCUS.reply)) {
			const step = readVarUint(reader);
			const body = readVarBytes(reader);
			if (step === 2) events.update?.(body);
			else if (step === 0)
				send(client, client.prefix.length > 0 ? HOCUSPOCUS.reply : MESSAGE.sync, [1], own.missing(body));
			else if (client.synced) events.update?.(body);
			else {
				client.synced = true;
				events.synced?.(body);
			}
		} else if (type === MESSAGE.awareness) {
			readVarBytes(reader);
			events.presence?.();
		} else if (type === MESSAGE.hello && client.prefix.length === 0) {
			readVarUint(reader);
			readVarUint(reader);
			events.issued?.(readVarUint(reader));
			return;
		} else if (type === MESSAGE.saved && client.prefix.length === 0) {
			events.saved?.(readVarBytes(reader));
			return;
		} else {
			if (type === MESSAGE.refused && client.prefix.length === 0)
				events.closed?.(`refused ${readVarUint(reader)} ${readVarString(reader)}`, null);
			// Whatever else a server says is not about the text.
			return;
		}
	}
}

export const sendUpdate = (client: WireClient, update: Uint8Array): void => send(client, MESSAGE.sync, [2], update);
export const sendPresence = (client: WireClient, entry: Uint8Array): void => send(client, MESSAGE.awareness, [], entry);
export const closeClient = (client: WireClient): void => cut(client.raw);

/** An awareness update as an editor sends it with each move of the cursor: about 190 bytes. */
export function cursorEntry(clientId: number, clock: number, field: string, at: number): Uint8Array {
	const state = {
		field,
		anchor: at,
		head: at,
		user: { name: `Person ${clientId}`, color: '#336699', agency: 'Probation Service, Fernshire', since: '10:00:00' }
	};
	const entry = writeVarUint(writeVarUint(writeVarUint(writer(), 1), clientId), clock);
	return joined(writeVarString(entry, JSON.stringify(state)));
}
