/**
 * One shared document in a page: y-websocket's provider with our own messages (wire.ts). Nothing is sent before the
 * server has issued a client id and said what it knows; "saved" only when it has said so for the newest change (R13).
 */

import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import {
	type Access,
	type Authorship,
	CLOSE,
	type CursorState,
	type Hello,
	MESSAGE,
	PROTOCOL_VERSION,
	type PresenceState
} from '#lib/wire.ts';
import { type ByteReader, readFrom, readVarBytes, readVarString, readVarUint } from './byte-reader.ts';
import { type ByteWriter, joined, writer, writeVarBytes, writeVarString, writeVarUint } from './byte-writer.ts';
import { cursorSender } from './cursor-sender.ts';
import { tryKeptUpdate } from './kept-update.ts';
import { missingUpdates, splitUpdate } from './missing-updates.ts';
import { learnStored, noteOwn, type OwnWords, unstoredUpdate, unstoredWords } from './own-words.ts';
import { pageSeat } from './page-seat.ts';
import { hurriedWait, reconnectWait } from './reconnect-wait.ts';
import {
	allStored,
	noChanges,
	noteAllStored,
	noteChange,
	noteCutOff,
	notePart,
	noteSent,
	noteStored
} from './unsent-changes.ts';
import { type DeleteRange, readStateVector, readYjsUpdate, stateVectorBytes } from './yjs-update.ts';

/** `signed-out`: the words stay, and `resume` goes on; `refused` and `sealed` take nothing more. */
export type LivePhase = 'connecting' | 'ready' | 'reconnecting' | 'signed-out' | 'refused' | 'sealed';

export type OtherPerson = {
	readonly user: PresenceState['user'];
	readonly field: string;
	readonly anchor: number | null;
	readonly head: number | null;
};

export type LiveConnectionOptions = {
	/** ws: or wss: address of the server with the path before the document, e.g. wss://host/yjs */
	readonly url: string;
	/** `<meetingId>/<documentName>` */
	readonly documentPath: string;
	/** asked at every connect which kind of socket to open; the browser's own when absent */
	readonly WebSocket?: () => typeof WebSocket;
	readonly now?: () => number;
	/** 0 to 1 */
	readonly random?: () => number;
	/** after how long without a word from the server a line is given up (promises W8), ms */
	readonly silentMs?: number;
};

/** By client id: what came with it when it was issued. */
export type Proofs = Readonly<Record<number, string>>;
/** What the server may lack: everything a page needs to go on after it was closed. */
export type UnsentWords = {
	readonly epoch: number;
	readonly update: Uint8Array;
	/** by field, as their writer would hand them on */
	readonly words: Readonly<Record<string, string>>;
	/** what shows the server that the client ids in it are this page's own */
	readonly proofs: Proofs;
	/** the writing had ended: they are not sent again, but offered. A page that is only too old sends them after its reload */
	readonly late: boolean;
};
/** `late`: they are not stored and can no longer be; `unfit`: this document is another one now */
export type Restored = 'merged' | 'stored' | 'late' | 'unfit' | 'not-yet';

export type LiveConnection = {
	readonly doc: Y.Doc;
	readonly phase: () => LivePhase;
	readonly access: () => Access | null;
	/** why the server refused, as a close code; null when it did not */
	readonly refusal: () => number | null;
	readonly connected: () => boolean;
	readonly writable: () => boolean;
	readonly allSaved: () => boolean;
	/** server time of the last acknowledgement, ms */
	readonly savedAt: () => number | null;
	readonly sealedAt: () => number | null;
	readonly authors: () => ReadonlyMap<string, Authorship>;
	readonly others: () => readonly OtherPerson[];
	/** fields with words the server has not stored, and since when (ms) */
	readonly unsentFields: () => ReadonlyMap<string, number>;
	/** nothing typed here is taken any more: what is unsent now came too late */
	readonly ended: () => boolean;
	/** null when everything is stored */
	readonly unsent: () => UnsentWords | null;
	/** by field, as their writer would hand them on */
	readonly unsentWords: () => Readonly<Record<string, string>>;
	/** since when the oldest change waits to be stored (ms); null when everything is */
	readonly unsentSince: () => number | null;
	/** Words that came too late are handed on or put away: they count as unsent no more. */
	readonly forgetLate: (field: string) => void;
	/** Takes back what a page that is gone had not sent, once this one knows what the server has. */
	readonly restore: (words: Pick<UnsentWords, 'epoch' | 'update' | 'proofs'>) => Restored;
	/** The network is back or the machine woke up: looks at the line and connects soon. */
	readonly hurry: () => void;
	/** Goes on after somebody has signed in again. */
	readonly resume: () => void;
	/** Ends the line and keeps the words. */
	readonly pause: () => void;
	readonly setCursor: (cursor: CursorState | null) => void;
	/** Others' words every few seconds and nobody's cursor, now and after every new connect; or all at once again. */
	readonly setLowData?: (on: boolean) => void;
	/** @returns how to stop listening */
	readonly onChange: (listener: () => void) => () => void;
	readonly close: () => void;
};

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const UPDATE = 2;
/** After these the server would only say the same again. */
const FINAL: readonly number[] = [
	CLOSE.malformed,
	CLOSE.forbidden,
	CLOSE.missing,
	CLOSE.tooLarge,
	CLOSE.locked,
	CLOSE.tooOld
];
/** The server says something every five seconds (wire.ts `beat`). */
const SILENT_MS = 12_000;
/** With the network changed, one missed beat is enough to doubt the line. */
const DOUBTFUL_MS = 6_000;
const LOOK_EVERY_MS = 1000;
/** origin of words that a page which is gone had not sent */
const KEPT = Symbol('kept');

type Presence = { readonly state: PresenceState; readonly at: readonly (Y.RelativePosition | null)[] };
/** What is known of the present socket only. */
type Link = {
	clientId: number;
	/** client ids the server knows to be this page's */
	readonly proven: Set<number>;
	vector: Map<number, number> | null;
	deletes: readonly DeleteRange[] | null;
	/** both sides know what the other has */
	compared: boolean;
	flowing: boolean;
	synced: boolean;
};
const newLink = (): Link => ({
	clientId: 0,
	proven: new Set(),
	vector: null,
	deletes: null,
	compared: false,
	flowing: false,
	synced: false
});

export function connectDocument(options: LiveConnectionOptions): LiveConnection {
	const { now = Date.now, random = Math.random, silentMs = SILENT_MS } = options;
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(options.url, options.documentPath, doc, {
		connect: false,
		disableBc: true,
		params: { v: String(PROTOCOL_VERSION), seat: pageSeat() },
		...(options.WebSocket ? { WebSocketPolyfill: chosenEachTime(options.WebSocket) } : {})
	});
	// The provider would send changes before the server is ready for them, and repeat other people's presence.
	doc.off('update', provider._updateHandler);
	provider.awareness.off('update', provider._awarenessUpdateHandler);
	provider.awareness.setLocalState(null);

	const listeners = new Set<() => void>();
	const authors = new Map<string, Authorship>();
	const presence = new Map<number, Presence>();
	const changes = noChanges();
	const own: OwnWords = new Map();
	const proofs = new Map<number, string>();
	/** id of the connection before, which the server may still believe in */
	let formerId = 0;
	let link = newLink();
	let phase: LivePhase = 'connecting';
	let access: Access | null = null;
	let epoch: number | null = null;
	let refusal: number | null = null;
	let savedAt: number | null = null;
	let sealedAt: number | null = null;
	let failures = 0;
	let retry: ReturnType<typeof setTimeout> | undefined;
	let heardAt = now();
	let closed = false;
	let isLow = false;

	const changed = () => {
		for (const listener of listeners) listener();
	};
	const send = (message: ByteWriter) => {
		const { ws } = provider;
		if (ws !== null && ws.readyState === ws.OPEN) ws.send(joined(message) as Uint8Array<ArrayBuffer>);
	};
	const sendSync = (step: number, body: Uint8Array) =>
		send(writeVarBytes(writeVarUint(writeVarUint(writer(), MESSAGE.sync), step), body));
	const tellPace = () => send(writeVarUint(writeVarUint(writer(), MESSAGE.pace), isLow ? 1 : 0));
	/** Words under an earlier id are taken only from the page it was issued to; what is left of its old line ends with that. */
	const prove = (ids: Iterable<number>) => {
		const due = [...new Set(ids)].filter((id) => proofs.has(id) && !link.proven.has(id));
		if (due.length === 0) return;
		const message = writeVarUint(writeVarUint(writer(), MESSAGE.proof), due.length);
		for (const id of due) writeVarString(writeVarUint(message, id), proofs.get(id) as string);
		send(message);
		for (const id of due) link.proven.add(id);
	};
	const sendParts = (updates: readonly Uint8Array[], first: number) => {
		prove(updates.flatMap((update) => clocksIn(update).map(([client]) => client)));
		for (const [n, update] of updates.entries()) {
			sendSync(n === 0 ? first : UPDATE, update);
			if (n === updates.length - 1) noteSent(changes);
			else notePart(changes);
		}
	};

	const stop = (to: 'refused' | 'sealed', code: number | null) => {
		access = 'read';
		link.flowing = false;
		refusal = code;
		if (phase !== 'sealed') phase = to;
	};

	/** Both sides know what the other has: what is missing at the server goes first, then every change as it is made. */
	const beginWriting = () => {
		if (link.vector === null || link.deletes === null || link.compared) return;
		link.compared = true;
		const missing = missingUpdates(Y.encodeStateAsUpdate(doc, stateVectorBytes(link.vector)), link.deletes);
		if (access === 'write') {
			prove([formerId]);
			formerId = link.clientId;
			sendParts(missing.length > 0 ? missing : [Uint8Array.of(0, 0)], SYNC_STEP_2);
			link.flowing = true;
		} else if (missing.length === 0) noteAllStored(changes); // what ended the writing came after the last word
	};
	const unsentWords = () =>
		Object.fromEntries([...changes.fields.keys()].map((field) => [field, unstoredWords(doc.getText(field), own)]));
	const isEnded = () => phase === 'sealed' || phase === 'refused' || (link.synced && access === 'read');

	/** The provider's own presence is not used, but it looks for the current id there when it ends. */
	const takeId = (clientId: number) => {
		noteOwn(own, clientId, 0);
		doc.clientID = clientId;
		provider.awareness.clientID = clientId;
		provider.awareness.setLocalState(null);
	};
	const hearHello = (reader: ByteReader) => {
		readVarUint(reader); // its protocol version: it has accepted ours
		const hisEpoch = readVarUint(reader);
		const clientId = readVarUint(reader);
		const hello = JSON.parse(readVarString(reader)) as Hello;
		if (epoch !== null && epoch !== hisEpoch) {
			// The document was rebuilt: our history no longer fits, and pushing it would bring back what was taken out.
			stop('refused', CLOSE.resync);
			provider.disconnect();
			return;
		}
		epoch = hisEpoch;
		link.clientId = clientId;
		access = phase === 'sealed' ? 'read' : hello.access;
		if (phase === 'refused') [phase, refusal] = ['reconnecting', null];
		if (clientId !== 0) {
			takeId(clientId);
			proofs.set(clientId, hello.proof);
			link.proven.add(clientId);
		}
		if (hello.sealed) stop('sealed', null);
		if (isLow) tellPace();
	};
	const hearSync = (reader: ByteReader) => {
		const step = readVarUint(reader);
		const body = readVarBytes(reader);
		if (step === SYNC_STEP_1) {
			link.vector = readStateVector(body);
			// Of a writer the server says what it has admitted; only what a reader is told is all stored.
			if (access === 'read') learnStored(own, link.vector);
		} else {
			const sent = clocksIn(body);
			if (!allStored(changes)) learnStored(own, sent);
			if (!link.flowing) noteServerHas(link, sent);
			Y.applyUpdate(doc, body, provider);
		}
		if (step === SYNC_STEP_2) {
			link.deletes = readYjsUpdate(body).deletes;
			link.synced = true;
			failures = 0;
			provider.synced = true;
			if (phase === 'connecting' || phase === 'reconnecting') phase = 'ready';
		}
		beginWriting();
	};
	const hearPresence = (reader: ByteReader) => {
		const body = readFrom(readVarBytes(reader));
		for (let left = readVarUint(body); left > 0; left--) {
			const client = readVarUint(body);
			readVarUint(body);
			const state = JSON.parse(readVarString(body)) as PresenceState | null;
			if (state === null) presence.delete(client);
			else if (client !== link.clientId) presence.set(client, { state, at: positions(doc, state) });
		}
	};
	const hear: { readonly [type: number]: (reader: ByteReader) => void } = {
		[MESSAGE.hello]: hearHello,
		[MESSAGE.sync]: hearSync,
		[MESSAGE.awareness]: hearPresence,
		[MESSAGE.saved]: (reader) => {
			learnStored(own, readStateVector(readVarBytes(reader)));
			savedAt = readVarUint(reader);
			noteStored(changes, readVarUint(reader));
			if (allStored(changes)) learnStored(own, Y.decodeStateVector(Y.encodeStateVector(doc)));
		},
		[MESSAGE.refused]: (reader) => {
			const code = readVarUint(reader);
			stop(code === CLOSE.locked ? 'sealed' : 'refused', code);
		},
		[MESSAGE.sealed]: (reader) => {
			sealedAt = readVarUint(reader);
			stop('sealed', null);
		},
		[MESSAGE.authors]: (reader) => {
			for (const author of JSON.parse(readVarString(reader)) as Authorship[]) authors.set(author.field, author);
		},
		[MESSAGE.beat]: () => {}
	};
	for (const [type, handle] of Object.entries(hear))
		provider.messageHandlers[Number(type)] = (_encoder, decoder) => {
			heardAt = now();
			handle(readFrom(decoder.arr, decoder.pos));
			changed();
		};

	doc.on('update', (update: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (origin === provider) return;
		noteChange(changes, fieldsOf(doc, transaction), now());
		if (link.flowing) sendParts(splitUpdate(update), UPDATE);
		changed();
	});

	const connect = () => {
		heardAt = now();
		provider.connect();
	};
	const connectIn = (ms: number) => {
		clearTimeout(retry);
		retry = setTimeout(() => {
			retry = undefined;
			connect();
		}, ms);
	};
	provider.on('connection-close', (event) => {
		link = newLink();
		presence.clear();
		noteCutOff(changes);
		provider.shouldConnect = false; // we come back by our own clock, so that a restart is not met by all at once
		const code = event?.code ?? 0;
		if (code === CLOSE.signedOut) phase = 'signed-out';
		else if (FINAL.includes(code)) stop(code === CLOSE.locked ? 'sealed' : 'refused', code);
		else if (!closed && phase !== 'signed-out' && !(phase === 'refused' && refusal === CLOSE.resync)) {
			if (phase === 'ready') phase = 'reconnecting';
			connectIn(reconnectWait(code, failures++, random()));
		}
		changed();
	});
	/** A line on which nothing comes any more is dead, whatever the browser thinks of it (W8). */
	const look = (after: number) => {
		if (provider.ws !== null && now() - heardAt > after) provider.disconnect();
	};
	const watchdog = setInterval(() => look(silentMs), Math.min(LOOK_EVERY_MS, silentMs / 4));

	const cursor = cursorSender((state, clock) => {
		if (link.clientId === 0 || !link.synced) return;
		const entry = writeVarString(
			writeVarUint(writeVarUint(writeVarUint(writer(), 1), link.clientId), clock),
			JSON.stringify(state)
		);
		send(writeVarBytes(writeVarUint(writer(), MESSAGE.awareness), joined(entry)));
	});

	connect();
	return {
		doc,
		phase: () => phase,
		access: () => access,
		refusal: () => refusal,
		connected: () => link.synced,
		writable: () => access === 'write' && (phase === 'ready' || phase === 'reconnecting'),
		allSaved: () => allStored(changes),
		savedAt: () => savedAt,
		sealedAt: () => sealedAt,
		authors: () => authors,
		others: () => [...presence.values()].flatMap((one) => whereIs(doc, one)),
		unsentFields: () => new Map([...changes.fields].map(([field, { since }]) => [field, since])),
		ended: isEnded,
		unsent: () => {
			if (allStored(changes) || epoch === null) return null;
			const update = unstoredUpdate(doc, own);
			return {
				epoch,
				update,
				proofs: Object.fromEntries(clocksIn(update).map(([client]) => [client, proofs.get(client) ?? ''])),
				words: unsentWords(),
				late: isEnded() && refusal !== CLOSE.tooOld
			};
		},
		unsentWords,
		unsentSince: () => {
			if (allStored(changes)) return null;
			return Math.min(now(), ...[...changes.fields.values()].map(({ since }) => since));
		},
		forgetLate: (field) => {
			if (!isEnded()) return;
			changes.fields.delete(field);
			if (changes.fields.size === 0) noteAllStored(changes);
			changed();
		},
		restore: ({ epoch: theirs, update, proofs: theirProofs }) => {
			if (link.vector === null || link.deletes === null) return 'not-yet';
			if (theirs !== epoch) return 'unfit';
			const brings = tryKeptUpdate(doc, update);
			if (brings !== 'new') return brings;
			if (access !== 'write') return 'late';
			for (const [client] of clocksIn(update)) {
				noteOwn(own, client, Y.getState(doc.store, client));
				proofs.set(client, theirProofs[client] ?? '');
			}
			Y.applyUpdate(doc, update, KEPT);
			return 'merged';
		},
		hurry: () => {
			if (retry !== undefined) connectIn(hurriedWait(random()));
			else look(Math.min(DOUBTFUL_MS, silentMs));
		},
		resume: () => {
			if (closed || phase !== 'signed-out') return;
			phase = 'reconnecting';
			failures = 0;
			connectIn(hurriedWait(random()));
		},
		pause: () => {
			if (closed || phase === 'sealed' || phase === 'refused') return;
			phase = 'signed-out';
			clearTimeout(retry);
			retry = undefined;
			provider.disconnect();
			changed();
		},
		setCursor: cursor.set,
		setLowData: (on) => {
			if (on === isLow) return;
			isLow = on;
			if (on) presence.clear();
			if (access !== null) tellPace();
			changed();
		},
		onChange: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		close: () => {
			closed = true;
			clearTimeout(retry);
			clearInterval(watchdog);
			cursor.stop();
			provider.destroy();
			doc.destroy();
		}
	};
}

/** The provider keeps one constructor for good; this one asks anew each time it is used. */
function chosenEachTime(choose: () => typeof WebSocket): typeof WebSocket {
	return function chosen(url: string, protocols?: string[]) {
		return new (choose())(url, protocols);
	} as unknown as typeof WebSocket;
}

/** The server has what it sends: others' words that come before its answer must not go back to it as ours. */
function noteServerHas({ vector }: Link, sent: Iterable<readonly [client: number, clock: number]>): void {
	for (const [client, clock] of sent) if (clock > (vector?.get(client) ?? 0)) vector?.set(client, clock);
}

/** How far an update brings each client it names. */
const clocksIn = (update: Uint8Array): (readonly [client: number, clock: number])[] =>
	readYjsUpdate(update).sections.map(({ client, end }) => [client, end] as const);

function fieldsOf(doc: Y.Doc, transaction: Y.Transaction): string[] {
	return [...doc.share].flatMap(([name, type]) => (transaction.changed.has(type as never) ? [name] : []));
}

/** A cursor as places in the text, which move with it. */
function positions(doc: Y.Doc, { field, anchor, head }: PresenceState): (Y.RelativePosition | null)[] {
	if (field === null) return [];
	const text = doc.getText(field);
	return [anchor, head].map((at) =>
		at === undefined ? null : Y.createRelativePositionFromTypeIndex(text, Math.min(at, text.length))
	);
}

function whereIs(doc: Y.Doc, { state, at }: Presence): OtherPerson[] {
	if (state.field === null) return [];
	const [anchor = null, head = null] = at.map(
		(place) => place && (Y.createAbsolutePositionFromRelativePosition(place, doc)?.index ?? null)
	);
	return [{ user: state.user, field: state.field, anchor, head }];
}
