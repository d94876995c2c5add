/**
 * Facts over socket.io: `meeting`, `run`, `presence`, `restricted`, `door-watch`, `copy-watch` from browsers; `events`,
 * `presence`, `restricted`, `door`, `copy-ended` to them.
 * Every handler stands behind one wrapper (limits, `typeof ack`, catch), and every message is admitted anew (W2, W5).
 */
import { randomBytes } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import type { Actor } from '#lib/identity.ts';
import { parseInput } from '#lib/input.ts';
import type { Stamped } from '#lib/meeting/meeting.ts';
import type { RestrictedView } from '#lib/restricted/restricted-note.ts';
import type { Refusal, Result } from '#lib/result.ts';
import { asLanguage, type Language } from '#lib/welsh/language.ts';
import {
	ACK_CODE,
	CLOSE,
	type CloseCode,
	HEARTBEAT,
	LIMIT,
	PROTOCOL_VERSION,
	SOCKET_PATH,
	type SocketAnswer,
	type SocketEvent,
	type SocketRefusal,
	TEXT
} from '#lib/wire.ts';
import type { DoorState, Standing } from './application/admission.ts';
import type { CopyWatch } from './application/copy-watch.ts';
import type { PresentPeople } from './application/present-people.ts';
import type { CommandDone, CommandRequest } from './application/run-command.ts';
import type { WatchedPlace } from './application/watched-meetings.ts';
import type { ConnectionLimit } from './connection-limit.ts';
import type { LiveSessions } from './live-sessions.ts';
import type { SignedIn } from './persistence/sessions.ts';
import { SOCKET_WORDS, type SocketWords } from './socket-words.ts';
import type { TextDoor } from './text-door.ts';
import { textTunnel } from './text-tunnel.ts';

export type SocketDependencies = {
	/** the exact origin pages are served from */
	readonly origin: string;
	/** what a proxy knows this node by */
	readonly nodeName?: string | undefined;
	/** the session behind a request, or null; asking counts as activity */
	readonly signedIn: (request: IncomingMessage) => Promise<SignedIn | null>;
	/** what the request's cookie says it is of, unchecked; null when it says nothing */
	readonly sessionToken: (request: IncomingMessage) => string | null;
	/** whether a token is the new one of the session that another began with (a step-up renews it) */
	readonly isRenewed: (before: string | null, now: string | null) => Promise<boolean>;
	/** whether a session may open one more connection now */
	readonly mayConnect: ConnectionLimit;
	/** somebody sent so much that their connection was ended */
	readonly flooded: (actor: Actor) => void;
	/** whether somebody may go on asking, who asked for much that is not there for them */
	readonly mayLook: (actor: Actor) => boolean;
	/** somebody asked for what is not there for them */
	readonly foundNothing: (actor: Actor) => void;
	/** who a session belongs to, by the id it was entered with; asking counts as activity */
	readonly stillSignedIn: (sessionId: string) => Promise<SignedIn | null>;
	/** whether a session still holds; asking does not put its end off */
	readonly stillGood: (sessionId: string) => Promise<boolean>;
	readonly liveSessions: Pick<LiveSessions, 'watch'>;
	/** whether somebody chairs or minutes the meeting and it runs; asks no database */
	readonly isOnDuty: (actor: Actor, meetingId: string) => boolean;
	/** what answers in sentences in the language of somebody's page; these where absent */
	readonly speaking?: (language: Language | null) => (Speaking & { readonly words: SocketWords }) | null;
	readonly door: (actor: Actor, meetingId: string) => Promise<Result<Standing>>;
	readonly eventsSince: (actor: Actor, meetingId: string, since: number) => Promise<Result<FeedPart>>;
	readonly runCommand: (request: CommandRequest) => Promise<Result<CommandDone>>;
	/** what somebody in the meeting's room may know of what is restricted in it */
	readonly restricted: (actor: Actor, meetingId: string) => Promise<Result<RestrictedView>>;
	/** somebody has their copy of final minutes open: they are told when it may not be read any more */
	readonly readsCopy: CopyWatch['begin'];
	readonly people: PresentPeople;
	/** who has the page of their door open, waiting to be let in: the room is told that they are there, and they nothing */
	readonly atDoors: PresentPeople;
	/** from now on events of the meeting after `version` are followed here; the answer ends it */
	readonly watch: (place: WatchedPlace, version: number) => () => void;
	/** who is here has changed: for the other nodes */
	readonly presenceMoved: (areaId: string, meetingId: string) => void;
	/** the documents' door, for those whose network lets no WebSocket through */
	readonly textDoor: TextDoor;
	/** a confirmed person's first browser arrived, or their last one left */
	readonly arrived: (actor: Actor, meetingId: string) => void;
	readonly left: (areaId: string, meetingId: string, personId: string) => void;
	readonly log: (line: string) => void;
};
type Speaking = Pick<SocketDependencies, 'door' | 'eventsSince' | 'runCommand'>;
export type FeedPart = { readonly version: number; readonly events: readonly Stamped[] };

export type LiveSockets = {
	/** Sends committed events to everybody in the meeting's room. */
	readonly publish: (meetingId: string, events: readonly Stamped[]) => void;
	/** Tells one person that their door opened or closed; a closed door ends their feed. */
	readonly doorChanged: (meetingId: string, personId: string, state: DoorState) => void;
	/** The area's statement changed: ends the feeds of everybody there whom `mayStay` does not name, and tells them. */
	readonly statementChanged: (areaId: string, mayStay: (meetingId: string, personId: string) => boolean) => void;
	/** Tells one person in the meeting's room, and nobody else, what they may know now of what is restricted. */
	readonly restrictedChanged: (meetingId: string, personId: string, view: RestrictedView) => void;
	/** Tells everybody in the meeting's room who is there, at whichever node. */
	readonly presenceChanged: (meetingId: string) => void;
	/** browsers connected to this node */
	readonly connections: () => number;
	readonly close: () => Promise<void>;
};

const id = z.string().max(64);
const meetingRequest = z.strictObject({ protocol: z.number(), meetingId: id, since: z.number().int().min(0).max(1e9) });
const runRequest = z.strictObject({ meetingId: id, command: id, commandId: id, input: z.unknown() });
const presenceRequest = z.strictObject({ meetingId: id, item: z.string().max(40).nullable() });
const doorRequest = z.strictObject({ meetingId: id });
const copyRequest = z.strictObject({ meetingId: id, number: z.number().int().min(1).max(9_999) });
const textRequest = z.strictObject({
	line: z.number().int().min(1).max(1e9),
	meetingId: id,
	name: id,
	protocol: z.number()
});

const feedRoom = (meetingId: string) => `feed:${meetingId}`;
const personRoom = (personId: string) => `person:${personId}`;
const personInFeed = (meetingId: string, personId: string) => `feed:${meetingId}:${personId}`;

/** What is used of a connection of engine.io. */
type Begun = {
	readonly id: string;
	request: IncomingMessage;
	readonly writeBuffer: readonly unknown[];
	readonly on: NodeJS.EventEmitter['on'];
	readonly once: NodeJS.EventEmitter['once'];
	readonly close: (discard: boolean) => void;
};
const LAST_WORDS_MS = 500;
/** How a packet of socket.io begins that asks to be let in, and how often one connection may ask. */
const CONNECT = '0';
const MOST_CONNECTS = 5;
/** Copies of minutes that one page may have open. */
const MOST_COPIES = 10;

type Handler<Input, Answer> = (socket: Socket, actor: Actor, input: Input) => Promise<SocketAnswer<Answer>>;

export function attachSocket(http: HttpServer, dependencies: SocketDependencies): LiveSockets {
	const { people, atDoors } = dependencies;
	const io = new Server(http, {
		path: SOCKET_PATH,
		serveClient: false,
		// Another listener owns the other upgrade paths; engine.io must not end them.
		destroyUpgrade: false,
		maxHttpBufferSize: LIMIT.socketBytes,
		pingInterval: HEARTBEAT.intervalMs,
		pingTimeout: HEARTBEAT.timeoutMs
	});
	// A long poll must come back to the node that it began with: the proxy reads its name from here.
	if (dependencies.nodeName !== undefined)
		io.engine.generateId = () => `${dependencies.nodeName}.${randomBytes(15).toString('base64url')}`;
	/** Its number alone opens a connection to nobody: every further request carries the session that it began with. */
	const begun = new Map<string, Begun>();
	io.engine.on('connection', (one: Begun) => {
		one.request = keptOf(one.request);
		begun.set(one.id, one);
		one.once('close', () => begun.delete(one.id));
		const mayGoOn = createBucket(LIMIT.packetBurst, LIMIT.packetsPerSecond);
		// Everything counts that anybody can send: unknown events, connects, frames for no line (W3, W10).
		let connects = 0;
		one.on('packet', ({ data }: { readonly data?: unknown }) => {
			// Each asks the database for the session; a page does it once.
			const isConnect = typeof data === 'string' && data.startsWith(CONNECT);
			if (mayGoOn() && !(isConnect && ++connects > MOST_CONNECTS)) return;
			for (const { conn, data } of io.of('/').sockets.values())
				if ((conn as unknown as { id: string }).id === one.id) dependencies.flooded(data.actor);
			one.close(true);
		});
	});
	const isOwnConnection = (request: IncomingMessage & { _query?: { sid?: string } }): boolean | Promise<boolean> => {
		const named = begun.get(request._query?.sid ?? '');
		if (!named) return true;
		const [before, now] = [dependencies.sessionToken(named.request), dependencies.sessionToken(request)];
		if (before === now) return true;
		const renewed = dependencies.isRenewed(before, now).catch(() => false);
		return renewed.then((is) => {
			if (is) named.request = keptOf(request);
			return is;
		});
	};
	// Every request is asked, not only the first: engine.io's own question spares whoever names a connection (W1).
	io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
		const goOn = (may: boolean): void => {
			if (may) next();
			else if (request.headers.upgrade !== undefined) request.socket.end(FORBIDDEN);
			else response.writeHead(403, { 'content-length': 0, connection: 'close' }).end();
		};
		const owns = isOwnOrigin(request, dependencies.origin) && isOwnConnection(request);
		if (typeof owns === 'boolean') goOn(owns);
		else void owns.then(goOn);
	});

	io.use((socket, next) => {
		dependencies.signedIn(socket.request).then(
			(found) => {
				if (!found) return next(new Error('signed-out'));
				// A page of another seat, whose cookie has changed under it.
				const { seat } = socket.handshake.auth;
				if (typeof seat === 'string' && seat !== '' && seat !== found.actor.personId)
					return next(new Error('signed-out'));
				if (!dependencies.mayConnect(found.session.id)) return next(new Error('too-many'));
				socket.data.actor = found.actor;
				socket.data.language = asLanguage(socket.handshake.auth.language);
				socket.data.sessionId = found.session.id;
				socket.data.meetings = new Map<string, () => void>();
				socket.data.doors = new Map<string, () => void>();
				socket.data.copies = new Map<string, () => void>();
				next();
			},
			() => next(new Error('unavailable'))
		);
	});

	const whoIsHere = (meetingId: string) => ({
		present: people.list(meetingId),
		atDoor: atDoors.personIds(meetingId)
	});
	const sendPresence = (meetingId: string) =>
		io.to(feedRoom(meetingId)).emit('presence', { meetingId, ...whoIsHere(meetingId) });
	const presenceMoved = ({ areaId }: Actor, meetingId: string) => {
		sendPresence(meetingId);
		dependencies.presenceMoved(areaId, meetingId);
	};

	const { door, eventsSince, runCommand } = dependencies;
	const inOwnLanguage = { door, eventsSince, runCommand, words: SOCKET_WORDS };
	const to = (socket: Socket): Speaking & { readonly words: SocketWords } =>
		dependencies.speaking?.(socket.data.language ?? null) ?? inOwnLanguage;
	const gone = (socket: Socket): SocketRefusal =>
		asRefusal({ ok: false, kind: 'missing', message: to(socket).words.notInRoom });

	const leave = (socket: Socket, meetingId: string) => {
		const actor: Actor = socket.data.actor;
		const unwatch = socket.data.meetings.get(meetingId);
		if (!socket.data.meetings.delete(meetingId)) return;
		void socket.leave(feedRoom(meetingId));
		void socket.leave(personInFeed(meetingId, actor.personId));
		if (people.leave(meetingId, actor.personId, socket.id)) dependencies.left(actor.areaId, meetingId, actor.personId);
		presenceMoved(actor, meetingId);
		unwatch();
	};

	const meeting: Handler<z.infer<typeof meetingRequest>, object> = async (
		socket,
		actor,
		{ protocol, meetingId, since }
	) => {
		if (protocol !== PROTOCOL_VERSION)
			return { ok: false, code: 4426, kind: 'too-old', message: to(socket).words.outOfDate };
		const part = await to(socket).eventsSince(actor, meetingId, since);
		if (!part.ok) return notInRoom(socket, actor, meetingId, part);
		if (!socket.connected) return gone(socket);
		await socket.join([feedRoom(meetingId), personInFeed(meetingId, actor.personId)]);
		if (!socket.data.meetings.has(meetingId)) {
			socket.data.meetings.set(meetingId, dependencies.watch({ actor, meetingId }, part.value.version));
			if (people.arrive(meetingId, actor, socket.id)) dependencies.arrived(actor, meetingId);
			presenceMoved(actor, meetingId);
		}
		// What happened between reading and joining was sent to nobody here: events are read again, a removal is found now.
		const rest = await to(socket).eventsSince(actor, meetingId, part.value.version);
		if (!rest.ok) {
			leave(socket, meetingId);
			return notInRoom(socket, actor, meetingId, rest);
		}
		const { version } = rest.value;
		const events = [...part.value.events, ...rest.value.events];
		return { ok: true, version, events, ...whoIsHere(meetingId), serverNow: new Date().toISOString() };
	};

	/** Whoever has a door of their own is told that it is closed; to everybody else there is no such meeting (R9). */
	const notInRoom = async (
		socket: Socket,
		actor: Actor,
		meetingId: string,
		refusal: Refusal
	): Promise<SocketRefusal> => {
		const door = await to(socket).door(actor, meetingId);
		return asRefusal(door.ok ? { ...refusal, kind: 'forbidden', message: to(socket).words.notInRoom } : refusal);
	};

	const run: Handler<z.infer<typeof runRequest>, { version: number }> = async (socket, actor, request) => {
		const ran = await to(socket).runCommand({ ...request, actor });
		return ran.ok ? { ok: true, version: ran.value.version } : asRefusal(ran);
	};

	const presence: Handler<z.infer<typeof presenceRequest>, object> = async (socket, actor, { meetingId, item }) => {
		if (!socket.data.meetings.has(meetingId)) return gone(socket);
		people.look(meetingId, actor.personId, socket.id, item);
		presenceMoved(actor, meetingId);
		return { ok: true };
	};

	const restricted: Handler<z.infer<typeof doorRequest>, RestrictedView> = async (socket, actor, { meetingId }) => {
		if (!socket.data.meetings.has(meetingId)) return gone(socket);
		const view = await dependencies.restricted(actor, meetingId);
		return view.ok ? { ok: true, ...view.value } : gone(socket);
	};

	/** Told of their own copy alone, and only that it is over. */
	const copyWatch: Handler<z.infer<typeof copyRequest>, object> = async (socket, actor, request) => {
		const key = `${request.meetingId} ${request.number}`;
		const copies: Map<string, () => void> = socket.data.copies;
		if (copies.size >= MOST_COPIES) return gone(socket);
		const begun = await dependencies.readsCopy(actor, request, () => {
			copies.delete(key);
			socket.emit('copy-ended', request);
		});
		if (!begun.ok) return asRefusal(begun);
		copies.get(key)?.();
		copies.set(key, begun.value);
		if (socket.connected) return { ok: true };
		begun.value();
		return gone(socket);
	};

	const leaveDoor = (socket: Socket, meetingId: string) => {
		const actor: Actor = socket.data.actor;
		socket.data.doors.get(meetingId)?.();
		socket.data.doors.delete(meetingId);
		if (atDoors.leave(meetingId, actor.personId, socket.id)) presenceMoved(actor, meetingId);
	};
	const doorWatch: Handler<z.infer<typeof doorRequest>, object> = async (socket, actor, { meetingId }) => {
		const found = await to(socket).door(actor, meetingId);
		if (!found.ok) return asRefusal(found);
		if (!socket.connected) return gone(socket);
		if (!socket.data.doors.has(meetingId))
			socket.data.doors.set(meetingId, dependencies.watch({ actor, meetingId }, found.value.version));
		// What happened between reading and watching was told to nobody here.
		const door = await to(socket).door(actor, meetingId);
		if (!door.ok) return asRefusal(door);
		const { state } = door.value;
		if (state === 'waiting' && socket.data.doors.has(meetingId) && atDoors.arrive(meetingId, actor, socket.id))
			presenceMoved(actor, meetingId);
		return { ok: true, state };
	};

	io.on('connection', (socket) => {
		const actor: Actor = socket.data.actor;
		void socket.join(personRoom(actor.personId));
		const tunnel = textTunnel(socket, dependencies.textDoor);
		const signOut = () => {
			tunnel.end(CLOSE.signedOut, 'signed out');
			socket.disconnect(true);
		};
		const onDuty = () => [...socket.data.meetings.keys()].some((meetingId) => dependencies.isOnDuty(actor, meetingId));
		const unwatch = dependencies.liveSessions.watch(socket.data.sessionId, signOut, onDuty);
		const bucket = createBucket(LIMIT.socketEventBurst, LIMIT.socketEventsPerSecond);
		// A page looks, listens and reconnects by itself: only a command is somebody doing something (promises.md 2.4).
		const actorNow = async (isActivity: boolean): Promise<Actor | null> => {
			if (!isActivity) return (await dependencies.stillGood(socket.data.sessionId)) ? actor : null;
			const still = await dependencies.stillSignedIn(socket.data.sessionId);
			return still?.actor.personId === actor.personId ? still.actor : null;
		};
		const on = <Input, Answer>(name: SocketEvent, schema: z.ZodType<Input>, handle: Handler<Input, Answer>) =>
			socket.on(name, (payload: unknown, ack: unknown) => {
				const answer = typeof ack === 'function' ? (ack as (reply: unknown) => void) : () => {};
				if (!bucket() || !dependencies.mayLook(actor)) return answer(tooMany(to(socket).words));
				const input = parseInput(schema, payload);
				if (!input.ok) return answer(asRefusal(input));
				// The session may have ended since the handshake: every message asks again.
				actorNow(name === 'run')
					.then(async (now) => {
						const said = now ? await handle(socket, now, input.value) : signedOutNow(to(socket).words);
						if (!said.ok && said.kind === 'missing') dependencies.foundNothing(actor);
						answer(said);
						if (!now) signOut();
					})
					.catch((problem: unknown) => {
						dependencies.log(`socket ${name} failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
						answer(unavailableNow(to(socket).words));
					});
			});
		on('meeting', meetingRequest, meeting);
		on('run', runRequest, run);
		on('presence', presenceRequest, presence);
		on('restricted', doorRequest, restricted);
		on('door-watch', doorRequest, doorWatch);
		on('copy-watch', copyRequest, copyWatch);
		on(TEXT.open, textRequest, async (_socket, _actor, request) =>
			textAnswer(await tunnel.open(request), to(socket).words)
		);
		/** Nobody is left to answer, and whatever fails here must end no process (W2). */
		const whenGone = (work: () => void) => {
			try {
				work();
			} catch (problem) {
				dependencies.log(`socket disconnect failed: ${problem instanceof Error ? problem.name : 'unknown'}`);
			}
		};
		socket.on('disconnect', () => {
			unwatch();
			for (const leaveCopy of socket.data.copies.values()) leaveCopy();
			for (const meetingId of [...socket.data.meetings.keys()]) whenGone(() => leave(socket, meetingId));
			for (const meetingId of [...socket.data.doors.keys()]) whenGone(() => leaveDoor(socket, meetingId));
		});
		socket.on('error', () => socket.disconnect(true));
	});

	return {
		publish: (meetingId, events) => {
			io.to(feedRoom(meetingId)).emit('events', { meetingId, events });
		},
		doorChanged: (meetingId, personId, state) => {
			io.to(personRoom(personId)).emit('door', { meetingId, state });
			if (state === 'in-the-room') return;
			for (const socket of localSockets(io, personInFeed(meetingId, personId))) leave(socket, meetingId);
		},
		statementChanged: (areaId, mayStay) => {
			for (const socket of io.of('/').sockets.values()) {
				const actor: Actor = socket.data.actor;
				if (actor.areaId !== areaId) continue;
				const meetings: string[] = [...socket.data.meetings.keys()];
				for (const meetingId of meetings.filter((one) => !mayStay(one, actor.personId))) {
					socket.emit('door', { meetingId, state: 'invited' });
					leave(socket, meetingId);
				}
			}
		},
		restrictedChanged: (meetingId, personId, view) => {
			io.to(personInFeed(meetingId, personId)).emit('restricted', { meetingId, view });
		},
		connections: () => io.engine.clientsCount,
		presenceChanged: sendPresence,
		close: async () => {
			io.emit('server-going', {});
			// Somebody who polls learns how each document was closed with the next request, if it comes soon.
			const until = Date.now() + LAST_WORDS_MS;
			while (Date.now() < until && [...begun.values()].some(({ writeBuffer }) => writeBuffer.length > 0))
				await new Promise((resolve) => setTimeout(resolve, 20));
			io.disconnectSockets(true);
			io.engine.close();
		}
	};
}

/**
 * What is asked later of the request that a connection began with. All of it would stay in memory as long as the connection:
 * its headers, its stream and all that was read of it.
 */
const keptOf = ({ headers: { cookie } }: IncomingMessage): IncomingMessage =>
	({ headers: cookie === undefined ? {} : { cookie }, connection: {} }) as IncomingMessage;

const localSockets = (io: Server, room: string): Socket[] =>
	[...(io.of('/').adapter.rooms.get(room) ?? [])].flatMap((one) => io.of('/').sockets.get(one) ?? []);

/** Exact origin on WebSocket handshakes and POSTs; a polling GET without Origin must come from the same origin (W1). */
function isOwnOrigin(request: IncomingMessage, origin: string): boolean {
	if (request.headers.origin !== undefined) return request.headers.origin === origin;
	const site = request.headers['sec-fetch-site'];
	return (
		request.method === 'GET' && request.headers.upgrade === undefined && (site === undefined || site === 'same-origin')
	);
}

/** A token bucket: true = this message may be handled. */
function createBucket(burst: number, perSecond: number): () => boolean {
	let tokens = burst;
	let last = performance.now();
	return () => {
		const now = performance.now();
		tokens = Math.min(burst, tokens + ((now - last) * perSecond) / 1000);
		last = now;
		if (tokens < 1) return false;
		tokens -= 1;
		return true;
	};
}

const asRefusal = ({ kind, message, problems }: Refusal): SocketRefusal => ({
	ok: false,
	code: ACK_CODE[kind],
	kind,
	message,
	...(problems ? { problems } : {})
});
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';
const textAnswer = (code: CloseCode | null, words: SocketWords): SocketAnswer<object> =>
	code === null ? { ok: true } : { ok: false, code, kind: 'forbidden', message: words.noDocument };
/** Refusals of the socket itself. */
const tooMany = ({ tooMuch }: SocketWords): SocketRefusal => ({
	ok: false,
	code: 4429,
	kind: 'too-many',
	message: tooMuch
});
const signedOutNow = ({ signedOut }: SocketWords): SocketRefusal => ({
	ok: false,
	code: 4401,
	kind: 'signed-out',
	message: signedOut
});
const unavailableNow = ({ unavailable }: SocketWords): SocketRefusal => ({
	ok: false,
	code: 4503,
	kind: 'unavailable',
	message: unavailable
});
