/**
 * A small service that speaks our protocol and tells its clients lies, so that the oracle can be seen to notice: it
 * acknowledges and forgets, doubles, moves, brings back, changes authors, skips numbers, or keeps something from somebody.
 */
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type WebSocket, WebSocketServer } from 'ws';
import * as Y from 'yjs';
import { readFrom, readVarBytes, readVarUint } from '#lib/live-text/byte-reader.ts';
import {
	type ByteWriter,
	joined,
	writer,
	writeVarBytes,
	writeVarString,
	writeVarUint
} from '#lib/live-text/byte-writer.ts';
import { MESSAGE, PROTOCOL_VERSION } from '#lib/wire.ts';
import { freePort } from '#server/free-port.ts';
import { insertedBy } from './inserted-text.ts';
import { tokensIn } from './journal.ts';
import type { LogRow } from './oracle.ts';

export const LIES = ['none', 'forgets', 'doubles', 'revives', 'moves', 'misattributes', 'withholds', 'skips'] as const;
export type Lie = (typeof LIES)[number];

export type LyingService = {
	readonly port: number;
	readonly log: () => readonly LogRow[];
	/** what its log holds, put together */
	readonly stored: () => Y.Doc;
	readonly close: () => void;
};

/** It lies about every so many-th update. */
const EVERY = 5;

export async function startLyingService(lie: Lie): Promise<LyingService> {
	const port = await freePort();
	const server = new WebSocketServer({ host: '127.0.0.1', port });
	await once(server, 'listening');
	const memory = new Y.Doc();
	const rows: { seq: number; personId: string; update: Uint8Array }[] = [];
	const sockets = new Set<WebSocket>();
	let seq = 0;
	let updates = 0;

	const keep = (update: Uint8Array, personId: string) => {
		seq += lie === 'skips' && updates % EVERY === 0 ? 2 : 1;
		rows.push({ seq, personId, update });
	};
	/** What it writes itself, as if that person had. */
	const meddle = (personId: string, change: () => void) => {
		const before = Y.encodeStateVector(memory);
		memory.transact(change);
		const update = Y.encodeStateAsUpdate(memory, before);
		keep(update, personId);
		for (const socket of sockets) send(socket, syncMessage(2, update));
	};
	const fieldWith = (token: string): Y.Text | undefined =>
		[...memory.share.keys()].map((name) => memory.getText(name)).find((text) => text.toString().includes(token));

	const take = (from: WebSocket, personId: string, update: Uint8Array) => {
		const gone = lie === 'revives' ? wordsOf(memory) : [];
		Y.applyUpdate(memory, update);
		const lying = ++updates % EVERY === 0;
		const words = insertedBy(update).flatMap(tokensIn);
		if (!(lying && lie === 'forgets')) keep(update, lying && lie === 'misattributes' ? 'somebody else' : personId);
		const others = [...sockets].filter((socket) => socket !== from);
		for (const socket of lying && lie === 'withholds' ? others.slice(1) : others) send(socket, syncMessage(2, update));
		const [word] = words;
		if (lie === 'doubles' && lying && word) meddle(personId, () => fieldWith(word)?.insert(0, `${word} `));
		if (lie === 'moves' && lying && word)
			meddle(personId, () => {
				const text = fieldWith(word);
				text?.delete(text.toString().indexOf(word), word.length + 1);
				text?.insert(0, `${word} `);
			});
		if (lie === 'revives') {
			const left = new Set(wordsOf(memory));
			const taken = gone.find((one) => !left.has(one));
			if (taken) meddle(personId, () => memory.getText([...memory.share.keys()][0]).insert(0, `${taken} `));
		}
	};

	server.on('connection', (socket, request) => {
		const personId = request.headers.cookie ?? '';
		let frames = 0;
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => socket.terminate());
		socket.on('message', (data) => {
			const reader = readFrom(new Uint8Array(data as Buffer));
			if (readVarUint(reader) !== MESSAGE.sync) return;
			const step = readVarUint(reader);
			const body = readVarBytes(reader);
			if (step === 0) return send(socket, syncMessage(1, Y.encodeStateAsUpdate(memory, body)));
			frames++;
			if (body.length > 2) take(socket, personId, body);
			const saved = writeVarBytes(writeVarUint(writer(), MESSAGE.saved), Y.encodeStateVector(memory));
			send(socket, writeVarUint(writeVarUint(saved, Date.now()), frames));
		});
		const hello = writeVarUint(writeVarUint(writeVarUint(writer(), MESSAGE.hello), PROTOCOL_VERSION), 1);
		send(
			socket,
			writeVarString(writeVarUint(hello, randomInt(1, 2 ** 31)), '{"access":"write","sealed":false,"proof":""}')
		);
		send(socket, syncMessage(0, Y.encodeStateVector(memory)));
	});
	return {
		port,
		log: () => rows.map((row) => ({ seq: row.seq, personId: row.personId, inserted: insertedBy(row.update) })),
		stored: () => {
			const doc = new Y.Doc();
			for (const { update } of rows) Y.applyUpdate(doc, update);
			return doc;
		},
		close: () => {
			for (const socket of sockets) socket.terminate();
			server.close();
		}
	};
}

const wordsOf = (doc: Y.Doc): string[] =>
	[...doc.share.keys()].flatMap((name) => tokensIn(doc.getText(name).toString()));

const send = (socket: WebSocket, message: ByteWriter): void => socket.send(joined(message));

const syncMessage = (step: number, body: Uint8Array): ByteWriter =>
	writeVarBytes(writeVarUint(writeVarUint(writer(), MESSAGE.sync), step), body);
