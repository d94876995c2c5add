/**
 * Every shape, code and number that crosses the network, in one place (design.md section 4).
 * Yjs sockets: y-websocket's message types 0-3 and ours from 100. Facts: socket.io events `meeting`, `run`, `presence`.
 * Where WebSockets are blocked, Yjs frames go over the line of facts too: events {@link TEXT}.
 */
import type { ItemCode } from './agenda/agenda.ts';
import type { Problem, RefusalKind } from './result.ts';

/** Raised whenever an older page could misread what the server says; an older page is told to reload. */
export const PROTOCOL_VERSION = 2;

export const YJS_PATH = '/yjs';
export const SOCKET_PATH = '/socket.io';

/** The page that tries what a meeting needs, and what it asks: open to everybody, so everything of it is small and short. */
export const CONNECTION_TEST = {
	path: '/connection-test',
	time: '/connection-test/time',
	hold: '/connection-test/hold',
	echo: '/connection-test/echo',
	socket: '/connection-test/socket',
	/** how long a held question waits for its answer */
	holdMs: 2000,
	/** everything has ended by then */
	withinMs: 10_000,
	/** bytes of one echoed message */
	messageBytes: 4096
} as const;

/** The documents every meeting has. Permission is decided per document at the door. */
export const STANDING_DOCUMENTS = ['plan', 'minutes'] as const;
export type StandingDocument = (typeof STANDING_DOCUMENTS)[number];
/** Documents a meeting may have besides, by what each is of: the return of an agency, one restricted note. */
export const APART_DOCUMENTS = ['return', 'restricted'] as const;
export type ApartDocument = (typeof APART_DOCUMENTS)[number];
export type DocumentKind = StandingDocument | ApartDocument;
/** `plan`, `minutes`, `return.<agency id>`, `restricted.<note id>` */
export type DocumentName = StandingDocument | `${ApartDocument}.${string}`;

const OF_ONE = /^([a-z]+)\.([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;
/** A name taken apart; `of` is '' for a document every meeting has. Null: no document is ever called that. */
export const documentNamed = (
	name: string
): { readonly name: DocumentName; readonly kind: DocumentKind; readonly of: string } | null => {
	const standing = STANDING_DOCUMENTS.find((one) => one === name);
	if (standing) return { name: standing, kind: standing, of: '' };
	const [, prefix = '', of = ''] = OF_ONE.exec(name) ?? [];
	const apart = APART_DOCUMENTS.find((one) => one === prefix);
	return apart ? { name: `${apart}.${of}`, kind: apart, of } : null;
};
/** Whether every meeting has a document of this name. */
export const isStanding = (name: string): name is StandingDocument =>
	STANDING_DOCUMENTS.some((standing) => standing === name);

export const MESSAGE = {
	sync: 0,
	awareness: 1,
	auth: 2,
	queryAwareness: 3,
	/** server to client: varUint protocol version, varUint epoch, varUint issued client id (0 = read only), varString JSON {@link Hello} */
	hello: 100,
	/**
	 * server to client, after COMMIT: state vector (varUint8Array) of what is stored for this connection's clients, varUint
	 * server time in ms, varUint how many of this connection's sync frames (step 2 or update) are stored: a deletion moves no clock
	 */
	saved: 101,
	/** server to client: varUint close code, varString reason; the frame was not stored */
	refused: 102,
	/** server to client: varUint server time in ms; the document is sealed, nothing more is accepted */
	sealed: 103,
	/** server to client: varString JSON {@link Authorship}[]; who last changed which fields */
	authors: 104,
	/** server to client when nothing else was said for 5 s: the line stands */
	beat: 105,
	/**
	 * client to server, before words under an earlier id of the same page: varUint count, then for each varUint client id and
	 * the varString proof that came with it. Whoever has an id's proof is the page it was issued to
	 */
	proof: 106,
	/** client to server: varUint 1 = little data: others' words every few seconds and nobody's cursor; 0 = all at once */
	pace: 107
} as const;

export type Access = 'write' | 'read';
/** `proof`: shows at any node that the issued client id is this page's own; empty for a reader */
export type Hello = { readonly access: Access; readonly sealed: boolean; readonly proof: string };
/** Who last changed one field, and when (server time). `personId` null = carried over from the previous meeting. */
export type Authorship = {
	readonly field: string;
	readonly personId: string | null;
	readonly name: string;
	readonly agency: string;
	readonly at: number;
};

/** What a client says of itself in awareness; the server adds who it is. Positions are UTF-16 offsets in the field. */
export type CursorState = { readonly field: string | null; readonly anchor?: number; readonly head?: number };
export type PresenceState = CursorState & {
	readonly user: { readonly personId: string; readonly name: string; readonly agency: string };
};

/** WebSocket close codes (promises.md 3.4). y-websocket does not reconnect by itself on 4400-4499. */
export const CLOSE = {
	malformed: 4400,
	signedOut: 4401,
	forbidden: 4403,
	missing: 4404,
	tooSlow: 4408,
	resync: 4409,
	tooLarge: 4413,
	locked: 4423,
	tooOld: 4426,
	tooMany: 4429,
	goingAway: 4503
} as const;
export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

export const LIMIT = {
	/** bytes of one Yjs frame */
	frameBytes: 64 * 1024,
	/** Yjs clock units (about: characters) one update may add */
	clockUnits: 100_000,
	/** bytes of one document's folded state plus its tail */
	documentBytes: 2 * 1024 * 1024,
	/** characters of one field */
	fieldCharacters: 20_000,
	/** bytes of one awareness state */
	awarenessBytes: 2048,
	/** Yjs messages a second from one connection, sustained, and how many may come at once */
	messagesPerSecond: 60,
	messageBurst: 240,
	/** client ids in one frame, and in one message of proofs: a page has unsent words under one, after bad luck under a few */
	idsAtOnce: 64,
	/** sync step 1 per 10 s from one connection */
	syncStep1Per10s: 5,
	/** bytes waiting for a slow reader before updates stop, and before it is closed */
	bufferedStale: 512 * 1024,
	bufferedClose: 4 * 1024 * 1024,
	/** bytes of one socket.io message */
	socketBytes: 128 * 1024,
	/** documents open at once over one line of facts: the two of every meeting, and returns and restricted notes on the screen */
	textLines: 16,
	/** packets of one socket.io connection, whatever they hold, before it is ended */
	packetsPerSecond: 300,
	packetBurst: 2000,
	socketEventsPerSecond: 20,
	socketEventBurst: 100
} as const;

/**
 * Heartbeat: a dead peer is noticed within 15 s on both sides (promises W8). The server pings every `intervalMs` and cuts
 * off who has not answered within `timeoutMs`; a document's line is never silent for longer than `beatMs`.
 */
export const HEARTBEAT = { intervalMs: 9_000, timeoutMs: 5_000, beatMs: 5_000 } as const;

export const ACK_CODE: Record<RefusalKind, number> = {
	invalid: 4400,
	forbidden: 4403,
	'not-now': 4409,
	'not-ready': 4422,
	'changed-meanwhile': 4409,
	missing: 4404,
	'step-up': 4403
};

export type SocketRefusal = {
	readonly ok: false;
	readonly code: number;
	readonly kind: RefusalKind | 'too-many' | 'signed-out' | 'unavailable' | 'too-old';
	readonly message: string;
	readonly problems?: readonly Problem[];
};
export type SocketAnswer<T> = ({ readonly ok: true } & T) | SocketRefusal;

/** `meeting`: enter the meeting's room and get what happened after version `since` (0 = all). */
export type MeetingRequest = { readonly protocol: number; readonly meetingId: string; readonly since: number };
/** `run`: one command. `commandId` makes a resend harmless. */
export type RunRequest = {
	readonly meetingId: string;
	readonly command: string;
	readonly commandId: string;
	readonly input: unknown;
};
/** `presence`: where this browser is looking. */
export type PresenceRequest = { readonly meetingId: string; readonly item: string | null };

/** One connected person, by agency; `connections` counts browsers. Presence proposes, it is never attendance. */
export type Present = {
	readonly personId: string;
	readonly name: string;
	readonly agency: string;
	readonly item: string | null;
	readonly connections: number;
};

/** The item the meeting is at, as the screen on the wall is told of it. */
export type WallItem = {
	readonly code: ItemCode;
	/** place in the running order, from 1 */
	readonly number: number;
	readonly of: number;
	readonly plannedMinutes: number;
	/** whole minutes used */
	readonly usedMinutes: number;
};
/**
 * `GET /screen/<secret>/feed`: everything that the screen on the wall is ever told. Codes, times and names of agencies; nothing
 * that anybody typed in a meeting or about a case can stand in it.
 */
export type WallView = {
	readonly stage: 'BEFORE' | 'RUNNING' | 'BREAK' | 'OVER';
	/** ISO 8601, UTC, as all times here */
	readonly startsAt: string;
	readonly pausedSince: string | null;
	readonly item: WallItem | null;
	/** of the whole agenda */
	readonly usedMinutes: number;
	readonly plannedMinutes: number;
	/** agencies of those who want to speak, in the order they were heard */
	readonly waiting: readonly string[];
	readonly serverNow: string;
};
/**
 * The screen on the wall asks so often, ms, and takes the connection for lost after so long without an answer. A link that is
 * ended shows nothing within a second.
 */
export const WALL = { everyMs: 700, answerMs: 2_500, lostAfterMs: 3_000 } as const;

/** `GET /meetings/<id>/unsent-key`: with what a browser keeps words that are not stored yet. Never stored on the device. */
export type UnsentKey = {
	/** whose session it is: words in a page go on only under the same person */
	readonly personId: string;
	/** AES-GCM 256, base64 */
	readonly key: string;
	/** opaque mark of the session, base64: what bears another one can never be opened again */
	readonly session: string;
};

/**
 * A document over the line of facts, with the codes and reasons of a WebSocket of its own. Frames travel as base64 in the
 * event itself: socket.io sends an attachment as a second packet, which costs long polling a second request.
 */
export const TEXT = {
	/** client to server: {@link TextOpenRequest}, acknowledged; the first frame follows */
	open: 'text-open',
	/** client to server: number of the line, one message in base64 */
	frame: 'text',
	/** client to server: number of the line */
	close: 'text-close',
	/** server to client: {@link TextSaid}[], all that one turn had for this browser; each packet costs long polling a request */
	said: 'text-said'
} as const;
/** What a browser gets that asked for little data ({@link MESSAGE.pace}): others' words gathered for so long, ms. */
export const LOW_DATA = { everyMs: 4_000, cookie: 'low-data' } as const;
/** Every event that a browser may send and is answered; socket.ts listens to no other. */
export const SOCKET_EVENTS = [
	...(['meeting', 'run', 'presence', 'restricted', 'door-watch', 'copy-watch'] as const),
	TEXT.open
] as const;
export type SocketEvent = (typeof SOCKET_EVENTS)[number];

/** @property line a number this connection has not used before, counting up */
export type TextOpenRequest = {
	readonly line: number;
	readonly meetingId: string;
	readonly name: string;
	readonly protocol: number;
};
/** One or more whole WebSocket frames (RFC 6455, not masked) in base64, or how the line was closed. */
export type TextSaid =
	| { readonly line: number; readonly frames: string }
	| { readonly line: number; readonly code: CloseCode; readonly reason: string };
