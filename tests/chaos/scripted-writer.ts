/**
 * One person at a page, written by a script: the product's own client over a real socket, numbered words into a field of
 * one's own and a shared one, some of them taken out again, and a journal of what the page was told.
 */
import { WebSocket } from 'ws';
import type * as Y from 'yjs';
import { connectDocument, type LiveConnection } from '#lib/live-text/live-connection.ts';
import { CLOSE, type DocumentName } from '#lib/wire.ts';
import type { SeededChance } from '../support/seeded-chance.ts';
import { insertedBy } from './inserted-text.ts';
import { type Journal, openJournal, tokenOf, tokensIn } from './journal.ts';

export type Seat = { readonly cookie: string; readonly personId: string };
export type Place = {
	readonly origin: string;
	readonly meetingId: string;
	readonly document: DocumentName;
};

export type WriterOptions = {
	/** in the tokens; every page has its own */
	readonly client: number;
	readonly seat: Seat;
	readonly place: Place;
	/** port to connect to, asked at every attempt, as a name that leads to several nodes would be */
	readonly route: () => number;
	readonly fields: readonly [own: string, shared: string];
	readonly chance: SeededChance;
	readonly journalFile: string;
	readonly perSecond?: number;
	/** of one's own words that stay: beyond them one goes for each that comes */
	readonly mostWords?: number;
	/** after how long without a word from the server it gives its line up, ms; as the product does when absent */
	readonly silentMs?: number;
	/** called before the page connects */
	readonly prepare?: (doc: Y.Doc) => void;
};

export type Writer = {
	readonly client: number;
	readonly personId: string;
	readonly journal: Journal;
	readonly connection: LiveConnection;
	readonly fields: readonly [own: string, shared: string];
	/** Types until paused. */
	readonly type: () => void;
	readonly pause: () => void;
	/** One change now: a word, or one time in ten a word taken out. */
	readonly step: () => void;
	/** Everything written is acknowledged, over a connection that stands. */
	readonly saved: () => boolean;
	/** Notes what the page says in the end of words it can no longer store. */
	readonly settle: () => void;
	/** The machine is gone: no goodbye, nothing sent any more, never back. */
	readonly vanish: () => void;
	readonly vanished: () => boolean;
	/** the socket it has just now */
	readonly socket: () => WebSocket | null;
	/** when each connection came to stand, ms since the epoch */
	readonly arrivals: readonly number[];
	/** how and when each socket ended */
	readonly closings: readonly { readonly code: number; readonly at: number }[];
	/** when anything was last acknowledged, ms since the epoch */
	readonly acknowledgedAt: () => number;
	readonly close: () => void;
};

const DELETES = 0.1;

/** The browser's WebSocket with this person's cookie; where to is decided anew for every socket. */
export function socketFor(seat: Seat, origin: string, route: () => number, opened: (socket: WebSocket) => void) {
	return class extends WebSocket {
		constructor(url: string | URL) {
			const address = new URL(url);
			address.port = String(route());
			super(address, { headers: { cookie: seat.cookie, origin } });
			opened(this);
		}
	} as unknown as typeof globalThis.WebSocket;
}

export function openWriter(options: WriterOptions): Writer {
	const { client, seat, place, fields, chance, perSecond = 5, mostWords = Number.POSITIVE_INFINITY } = options;
	const journal = openJournal(options.journalFile);
	let socket: WebSocket | null = null;
	let timer: NodeJS.Timeout | undefined;
	let written = 0;
	let stood = false;
	let gone = false;
	let acknowledgedAt = 0;
	const arrivals: number[] = [];
	const closings: { code: number; at: number }[] = [];
	/** own words that may still be taken out */
	const mine: { token: string; field: string }[] = [];
	const Socket = socketFor(seat, place.origin, options.route, (opened) => {
		socket = opened;
		opened.on('close', (code) => closings.push({ code, at: Date.now() }));
	});
	const connection = connectDocument({
		url: `ws://127.0.0.1:${options.route()}/yjs`,
		documentPath: `${place.meetingId}/${place.document}`,
		WebSocket: () => Socket,
		random: chance.next,
		...(options.silentMs === undefined ? {} : { silentMs: options.silentMs })
	});

	options.prepare?.(connection.doc);

	const watch = () => {
		if (gone) return;
		const stands = connection.connected();
		if (stood && !stands) journal.lost();
		if (stands && !stood) arrivals.push(Date.now());
		stood = stands;
		if (connection.allSaved()) {
			if (journal.ops.at(-1)?.state === 'open') acknowledgedAt = Date.now();
			journal.allAcknowledged();
		}
	};
	connection.onChange(watch);

	const write = (field: string) => {
		const token = tokenOf(client, ++written);
		journal.invoke('write', token, field);
		const text = connection.doc.getText(field);
		text.insert(text.length, `${token} `);
		mine.push({ token, field });
	};
	const takeOut = () => {
		const [one] = mine.splice(chance.between(0, mine.length - 1), 1);
		const text = one && connection.doc.getText(one.field);
		const at = text?.toString().indexOf(`${one?.token} `) ?? -1;
		if (!one || !text || at < 0) return;
		journal.invoke('delete', one.token, one.field);
		text.delete(at, one.token.length + 1);
	};
	const step = () => {
		if (gone || !connection.writable()) return;
		if (mine.length > mostWords || (mine.length > 3 && chance.next() < DELETES)) takeOut();
		else write(chance.next() < 0.5 ? fields[0] : fields[1]);
		watch();
	};
	const typeOn = () => {
		timer = setTimeout(typeOn, (1000 / perSecond) * (0.5 + chance.next()));
		step();
	};
	const pauseTyping = () => clearTimeout(timer);
	return {
		client,
		personId: seat.personId,
		journal,
		connection,
		fields,
		type: () => {
			clearTimeout(timer);
			timer = setTimeout(typeOn, (1000 / perSecond) * chance.next());
		},
		pause: pauseTyping,
		step,
		saved: () => connection.connected() && connection.allSaved(),
		settle: () => {
			if (gone || !connection.ended()) return;
			const late = connection.unsent();
			if (late !== null)
				journal.refused(connection.refusal() ?? CLOSE.locked, new Set(insertedBy(late.update).flatMap(tokensIn)));
		},
		vanish: () => {
			pauseTyping();
			gone = true;
			journal.lost();
			socket?.terminate();
			connection.close();
		},
		vanished: () => gone,
		socket: () => socket,
		arrivals,
		closings,
		acknowledgedAt: () => acknowledgedAt,
		close: () => {
			pauseTyping();
			gone = true;
			connection.close();
			socket?.terminate();
			journal.close();
		}
	};
}
