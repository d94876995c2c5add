/** A Yjs page reduced to its frames: says exactly what a test wants said, and remembers everything it is told. */

import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { readFrom, readVarBytes, readVarString, readVarUint } from '#lib/live-text/byte-reader.ts';
import { joined, writer, writeVarBytes, writeVarString, writeVarUint } from '#lib/live-text/byte-writer.ts';
import { readStateVector, stateVectorBytes } from '#lib/live-text/yjs-update.ts';
import { type Authorship, type Hello, MESSAGE } from '#lib/wire.ts';

export type RawWriter = {
	readonly ws: WebSocket;
	readonly doc: Y.Doc;
	/** null until hello has come */
	clientId: number | null;
	epoch: number;
	hello: Hello | null;
	/** names of all messages so far, in order */
	readonly heard: string[];
	readonly saved: { vector: Map<number, number>; at: number; frames: number }[];
	readonly refused: { code: number; reason: string }[];
	readonly authors: Map<string, Authorship>;
	readonly presence: Map<number, unknown>;
	sealedAt: number | null;
	closed: { code: number; reason: string } | null;
	synced: boolean;
	/** the update the last local change made */
	lastUpdate: Uint8Array | null;
};

/**
 * Connects; frames leave only when a test sends them. But a document that was here before shows at once which earlier ids
 * are its own, as every page does. @param headers what a browser would send by itself
 */
export function connectRaw(url: string, doc = new Y.Doc(), headers: Record<string, string> = {}): RawWriter {
	const page = rawWriter(new WebSocket(url, { headers }), doc);
	const { ws } = page;
	ws.on('message', (data) => hear(page, new Uint8Array(data as Buffer)));
	ws.on('error', () => {});
	ws.on('close', (code, reason) => {
		page.closed = { code, reason: reason.toString() };
	});
	return page;
}

/** A page that has heard nothing yet; whoever makes it calls `hear` with each message. */
export function rawWriter(ws: WebSocket, doc = new Y.Doc()): RawWriter {
	const page: RawWriter = {
		ws,
		doc,
		clientId: null,
		epoch: 0,
		hello: null,
		heard: [],
		saved: [],
		refused: [],
		authors: new Map(),
		presence: new Map(),
		sealedAt: null,
		closed: null,
		synced: false,
		lastUpdate: null
	};
	doc.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== page) page.lastUpdate = update;
	});
	return page;
}

export function hear(page: RawWriter, bytes: Uint8Array): void {
	const reader = readFrom(bytes);
	const type = readVarUint(reader);
	page.heard.push(Object.entries(MESSAGE).find(([, value]) => value === type)?.[0] ?? String(type));
	if (type === MESSAGE.sync) {
		const step = readVarUint(reader);
		const body = readVarBytes(reader);
		if (step === 0) return;
		Y.applyUpdate(page.doc, body, page);
		if (step === 1) page.synced = true;
	} else if (type === MESSAGE.hello) {
		readVarUint(reader);
		page.epoch = readVarUint(reader);
		page.clientId = readVarUint(reader);
		page.hello = JSON.parse(readVarString(reader));
		if (page.clientId !== 0) takeId(page, page.clientId, (page.hello as Hello).proof);
	} else if (type === MESSAGE.saved) {
		page.saved.push({
			vector: readStateVector(readVarBytes(reader)),
			at: readVarUint(reader),
			frames: readVarUint(reader)
		});
	} else if (type === MESSAGE.refused) page.refused.push({ code: readVarUint(reader), reason: readVarString(reader) });
	else if (type === MESSAGE.sealed) page.sealedAt = readVarUint(reader);
	else if (type === MESSAGE.authors) {
		for (const author of JSON.parse(readVarString(reader)) as Authorship[]) page.authors.set(author.field, author);
	} else if (type === MESSAGE.awareness) {
		const body = readFrom(readVarBytes(reader));
		for (let left = readVarUint(body); left > 0; left--) {
			const client = readVarUint(body);
			readVarUint(body);
			page.presence.set(client, JSON.parse(readVarString(body)));
		}
	}
}

/** by document, as a page keeps it in memory: the ids it had, and what shows that they are its own */
const idsOf = new WeakMap<Y.Doc, Map<number, string>>();

function takeId(page: RawWriter, clientId: number, proof: string): void {
	const earlier = idsOf.get(page.doc) ?? new Map<number, string>();
	if (earlier.size > 0) page.ws.send(proofMessage([...earlier]));
	idsOf.set(page.doc, earlier.set(clientId, proof));
	page.doc.clientID = clientId;
}

export const syncFrame = (step: number, body: Uint8Array): Uint8Array =>
	joined(writeVarBytes(writeVarUint(writeVarUint(writer(), MESSAGE.sync), step), body));

export const sendUpdate = (page: RawWriter, update: Uint8Array, step = 2): void =>
	page.ws.send(syncFrame(step, update));
/** Shows the server that client ids of earlier connections are this page's. */
export function proofMessage(ids: readonly (readonly [client: number, proof: string])[]): Uint8Array {
	const message = writeVarUint(writeVarUint(writer(), MESSAGE.proof), ids.length);
	for (const [client, proof] of ids) writeVarString(writeVarUint(message, client), proof);
	return joined(message);
}
export const askState = (page: RawWriter, vector: Uint8Array = stateVectorBytes([])): void =>
	page.ws.send(syncFrame(0, vector));

/** Changes the page's own text and gives the update it made, unsent. */
export function edit(page: RawWriter, field: string, change: (text: Y.Text) => void): Uint8Array {
	page.lastUpdate = null;
	const text = page.doc.getText(field);
	page.doc.transact(() => change(text));
	if (page.lastUpdate === null) throw new Error('nothing changed');
	return page.lastUpdate;
}

/** Changes the page's own text and sends it. */
export const write = (page: RawWriter, field: string, at: number, words: string): void =>
	sendUpdate(
		page,
		edit(page, field, (text) => text.insert(at, words))
	);

export const textIn = (page: RawWriter, field: string): string => page.doc.getText(field).toString();

/** @param entries [client, clock, state as JSON text] */
export function sendPresence(page: RawWriter, entries: readonly (readonly [number, number, string])[]): void {
	const body = writeVarUint(writer(), entries.length);
	for (const [client, clock, json] of entries) writeVarString(writeVarUint(writeVarUint(body, client), clock), json);
	page.ws.send(joined(writeVarBytes(writeVarUint(writer(), MESSAGE.awareness), joined(body))));
}
