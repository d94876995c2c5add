/**
 * One browser's worth of load without a browser: a whole document and a socket. It notes when each of its keystrokes left
 * and was answered as stored, and when each keystroke of the others arrived.
 */
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';
import { MESSAGE } from '#lib/wire.ts';

export type Place = {
	readonly url: string;
	readonly headers: Record<string, string>;
	readonly field: string;
	readonly issuesIds: boolean;
};

/** Shared by the clients of one run: when each keystroke left, by client id and clock. */
export type Departures = Map<number, number[]>;

export type TextClient = {
	readonly doc: Y.Doc;
	readonly ready: Promise<void>;
	readonly type: (text: string) => void;
	readonly move: () => void;
	/** ms from keystroke to its arrival here, for the others' keystrokes */
	readonly delivered: number[];
	/** ms from keystroke to "stored" */
	readonly stored: number[];
	readonly close: () => void;
};

export function openTextClient(place: Place, departures: Departures): TextClient {
	const doc = new Y.Doc();
	const socket = new WebSocket(place.url, { headers: place.headers });
	const delivered: number[] = [];
	const stored: number[] = [];
	const seen = new Map<number, number>();
	let acknowledged = 0;
	let presenceClock = 0;
	let become: () => void = () => {};
	let fail: (problem: Error) => void = () => {};
	let synced = false;
	let issued = !place.issuesIds;
	const ready = new Promise<void>((resolve, reject) => {
		become = resolve;
		fail = reject;
	});

	const send = (write: (encoder: encoding.Encoder) => void) => {
		const encoder = encoding.createEncoder();
		write(encoder);
		socket.send(encoding.toUint8Array(encoder));
	};
	const settle = () => {
		if (synced && issued) become();
	};
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin === socket) return;
		send((encoder) => {
			encoding.writeVarUint(encoder, MESSAGE.sync);
			sync.writeUpdate(encoder, update);
		});
	});

	const arrived = () => {
		const now = performance.now();
		for (const [client, times] of departures) {
			if (client === doc.clientID) continue;
			const clock = Y.getState(doc.store, client);
			for (let at = seen.get(client) ?? 0; at < clock; at++) {
				const left = times[at];
				if (left !== undefined) delivered.push(now - left);
			}
			seen.set(client, clock);
		}
	};
	const acknowledge = (vector: Uint8Array) => {
		const now = performance.now();
		const clock = Y.decodeStateVector(vector).get(doc.clientID) ?? 0;
		const times = departures.get(doc.clientID) ?? [];
		for (; acknowledged < clock; acknowledged++) {
			const left = times[acknowledged];
			if (left !== undefined) stored.push(now - left);
		}
	};

	socket.on('message', (data: Buffer) => {
		const decoder = decoding.createDecoder(data);
		const type = decoding.readVarUint(decoder);
		if (type === MESSAGE.sync) {
			const encoder = encoding.createEncoder();
			encoding.writeVarUint(encoder, MESSAGE.sync);
			const step = sync.readSyncMessage(decoder, encoder, doc, socket);
			if (step !== sync.messageYjsSyncStep1) arrived();
			else if (encoding.length(encoder) > 1) socket.send(encoding.toUint8Array(encoder));
			if (step === sync.messageYjsSyncStep2) {
				synced = true;
				settle();
			}
		} else if (type === MESSAGE.hello) {
			decoding.readVarUint(decoder);
			decoding.readVarUint(decoder);
			doc.clientID = decoding.readVarUint(decoder);
			issued = true;
			settle();
		} else if (type === MESSAGE.saved) acknowledge(decoding.readVarUint8Array(decoder));
	});
	socket.on('open', () =>
		send((encoder) => {
			encoding.writeVarUint(encoder, MESSAGE.sync);
			sync.writeSyncStep1(encoder, doc);
		})
	);
	socket.on('error', fail);
	socket.on('close', (code) => fail(new Error(`closed with ${code}`)));

	return {
		doc,
		ready,
		delivered,
		stored,
		type: (text) => {
			const times = departures.get(doc.clientID) ?? [];
			departures.set(doc.clientID, times);
			const now = performance.now();
			for (let index = 0; index < text.length; index++) times[Y.getState(doc.store, doc.clientID) + index] = now;
			const shared = doc.getText(place.field);
			shared.insert(shared.length, text);
		},
		move: () =>
			send((encoder) => {
				const state = JSON.stringify({
					field: place.field,
					anchor: presenceClock,
					head: presenceClock,
					user: { name: 'x'.repeat(60) }
				});
				encoding.writeVarUint(encoder, MESSAGE.awareness);
				encoding.writeVarUint8Array(
					encoder,
					encoding.encode((inner) => {
						encoding.writeVarUint(inner, 1);
						encoding.writeVarUint(inner, doc.clientID);
						encoding.writeVarUint(inner, ++presenceClock);
						encoding.writeVarString(inner, state);
					})
				);
			}),
		close: () => {
			fail = () => {};
			socket.close();
		}
	};
}
