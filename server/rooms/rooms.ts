/** Every open document of this process: who joins which, when a document is put away, and how all of it ends. */

import { CLOSE, type CloseCode, PROTOCOL_VERSION } from '#lib/wire.ts';
import type { DocumentLog } from '../persistence/document-log.ts';
import { DocumentKeyGone } from '../persistence/sealed-update.ts';
import { inTime } from './area-lane.ts';
import type { Member } from './connection.ts';
import { type Cursor, cursorsHere, showElsewhere } from './cursors-elsewhere.ts';
import { watchHeads } from './head-watch.ts';
import { PULSE_EVERY_MS, pulse } from './heartbeat.ts';
import type { Line } from './line.ts';
import { logLanes } from './log-lanes.ts';
import { closeOutlet } from './outlet.ts';
import type { RemovalSeen } from './removal-watch.ts';
import { abandon, abandonRebuilt, enter, issueClient, learnIssued, leave, noticeSealed, openRoom } from './room.ts';
import { foldForNextTime, foldWhenQuiet } from './room-folding.ts';
import { receive } from './room-receiving.ts';
import type { Room, RoomServices } from './room-state.ts';
import { caughtUp, want } from './room-storing.ts';

export type RoomsMetrics = {
	readonly rooms: number;
	readonly sockets: number;
	readonly unpersistedUpdates: number;
	readonly unpersistedBytes: number;
	readonly bufferedBytes: number;
};

export type Rooms = {
	/** Takes over a line. Call it at once when the line opens; frames wait until the document is loaded. */
	readonly joinDocument: (line: Line, member: Member) => Promise<void>;
	/**
	 * Ends a person's connections (R12), in one meeting or in all, or to one document of it. From the moment it is called no frame of theirs is
	 * read. With 4409 the browser comes back at once and is admitted anew, for a changed role; 4401, 4403 and 4404 are final.
	 */
	readonly closePerson: (personId: string, meetingId: string | null, code: CloseCode, documentId?: string) => void;
	/** After the COMMIT that sealed a meeting's documents. @param at ms */
	readonly noticeSealed: (meetingId: string, at: number) => void;
	/**
	 * After a COMMIT that changed who may write, or wrote into documents past their rooms (texts carried over): stores what
	 * was sent, then everybody is let out with 4409, comes back by themselves and is admitted anew.
	 */
	readonly reopen: (meetingId: string) => void;
	/** Other nodes have stored something in these documents: those that are open here read it. Ids nobody has open are passed over. */
	readonly wake: (documentIds: readonly string[]) => void;
	/** Where those connected here are writing, by document; `version` rises with every change of a document's entry. */
	readonly cursors: () => ReadonlyMap<string, DocumentCursors>;
	/** Puts these in place of all that is shown of other nodes' people in a document, also when it is opened only later. */
	readonly cursorsElsewhere: (documentId: string, cursors: readonly Cursor[]) => void;
	readonly metrics: () => RoomsMetrics;
	/** Stores what is under way (at most 5 s), then closes every line with 4503. */
	readonly shutdown: () => Promise<void>;
};

export type DocumentCursors = {
	readonly areaId: string;
	readonly meetingId: string;
	readonly version: number;
	readonly states: readonly Cursor[];
};

export type RoomsOptions = {
	readonly now?: () => number;
	readonly report?: (line: string) => void;
	/** after a COMMIT of what was written here: for a hint to other nodes */
	readonly storedHere?: (documentId: string, meetingId: string) => void;
	/** {@link Rooms.cursors} has changed */
	readonly cursorsMoved?: (documentId: string, meetingId: string) => void;
	/** once for each connection that is ended or silenced for what it sent */
	readonly refused?: (member: Member, code: CloseCode) => void;
	/** somebody removes much that others wrote, stored here; told again while it goes on */
	readonly wordsRemoved?: (seen: RemovalSeen) => void;
	/** how often the database is asked what other nodes have stored, ms; half as often as long as this node is alone */
	readonly askEveryMs?: number;
	/** whether no other node lives just now; never when absent */
	readonly isAlone?: () => boolean;
	/** how long an empty document stays in memory, ms */
	readonly parkAfterMs?: number;
};

const DRAIN_WITHIN_MS = 5000;
/** What other nodes do is known within a second, with or without hints. */
const ASK_EVERY_MS = 400;

type Refused = readonly [code: CloseCode, reason: string];

export function createRooms(log: DocumentLog, options: RoomsOptions = {}): Rooms {
	const { now = Date.now, report = () => {}, parkAfterMs = 30_000, askEveryMs = ASK_EVERY_MS } = options;
	const { isAlone = () => false } = options;
	const { storedHere = () => {}, cursorsMoved = () => {}, refused = () => {}, wordsRemoved = () => {} } = options;
	let moves = 0;
	const services: RoomServices = {
		log,
		lanes: logLanes(log),
		now,
		report,
		storedHere,
		cursorsMoved: (room) => {
			room.cursorsVersion = ++moves;
			cursorsMoved(room.documentId, room.meetingId);
		},
		refused,
		wordsRemoved
	};
	const open = new Map<string, Promise<Room | null>>();
	const loaded = new Set<Room>();
	/** lines whose document is still being loaded */
	const joining = new Map<Line, Member>();
	const elsewhere = new Map<string, readonly Cursor[]>();
	let ending = false;
	let parking: Promise<void> = Promise.resolve();

	const roomsOf = (meetingId: string | null) =>
		[...loaded].filter((room) => meetingId === null || room.meetingId === meetingId);

	const keyOf = (ids: { areaId: string; documentId: string }) => `${ids.areaId}/${ids.documentId}`;

	function openOnce(areaId: string, documentId: string): Promise<Room | null> {
		return open.get(keyOf({ areaId, documentId })) ?? load({ areaId, documentId }, Promise.resolve());
	}

	/** Reads a document as soon as `ready`; until it is there, everybody who comes waits for the same reading. */
	function load(ids: { areaId: string; documentId: string }, ready: Promise<unknown>): Promise<Room | null> {
		const key = keyOf(ids);
		const forget = () => {
			if (open.get(key) === loading) open.delete(key);
		};
		const loading = ready
			.then(() => log.load(ids.areaId, ids.documentId))
			.then(async (stored) => {
				if (stored === null) return null;
				const room = await openRoom(services, ids, stored);
				showElsewhere(room, elsewhere.get(ids.documentId) ?? []);
				loaded.add(room);
				room.onGone = () => {
					loaded.delete(room);
					forget();
				};
				return room;
			});
		open.set(key, loading);
		loading.then((room) => room ?? forget(), forget);
		return loading;
	}

	/** Lets everybody out, stores what they had sent, and reads the document afresh for whoever comes back. */
	function reopen(room: Room): void {
		for (const { outlet } of room.connections) closeOutlet(outlet, CLOSE.resync, 'start again from what is stored');
		const ended = Promise.resolve(room.working).then(() =>
			abandon(room, CLOSE.resync, 'start again from what is stored')
		);
		load({ areaId: room.areaId, documentId: room.documentId }, ended).then(
			(again) => again && parkSoon(again), // perhaps nobody comes back
			() => report('a document could not be opened')
		);
	}

	async function joinDocument(line: Line, member: Member): Promise<void> {
		line.hold();
		joining.set(line, member);
		const refusal = await tryToJoin(line, member).catch((problem): Refused => {
			if (problem instanceof DocumentKeyGone) {
				report('a document could not be opened: its key is gone');
				return [CLOSE.missing, 'its key is gone'];
			}
			report('a document could not be opened');
			return [CLOSE.goingAway, 'cannot open the document now'];
		});
		if (refusal !== null) line.close(...refusal);
		joining.delete(line);
		line.release();
	}

	async function tryToJoin(line: Line, member: Member): Promise<Refused | null> {
		if (member.protocol !== PROTOCOL_VERSION) return refuse(member, CLOSE.tooOld, 'reload the page');
		if (ending) return [CLOSE.goingAway, 'going away'];
		const room = await openOnce(member.areaId, member.documentId);
		if (room === null) return refuse(member, CLOSE.missing, 'no such document');
		try {
			const clientId = await catchUpAndIssue(room, member);
			if (room.gone || ending) return [CLOSE.goingAway, 'going away'];
			const { issued: _, ...entering } = member;
			if (line.isOpen()) attach(room, line, entering, clientId);
			return null;
		} finally {
			if (room.connections.size === 0) parkSoon(room); // opened for somebody who did not get in
		}
	}

	const refuse = (member: Member, ...refusal: Refused): Refused => {
		refused(member, refusal[0]);
		return refusal;
	};

	/**
	 * Nobody enters before the room has everything that was stored when they came: a page that was at another node would
	 * know more than this room, and be taken for somebody who repeats what others wrote. @returns the issued id; 0 for a reader
	 */
	async function catchUpAndIssue(room: Room, member: Member): Promise<number> {
		const writes = member.access === 'write' && room.sealedAt === null;
		const { areaId, documentId } = room;
		const { personId } = member.person;
		const stands = writes
			? member.issued
				? learnIssued(room, personId, member.issued)
				: await issueClient(room, personId)
			: { ...(await services.lanes.head(areaId, documentId)), clientId: 0 };
		if (stands.epoch !== room.epoch) abandonRebuilt(room);
		if (room.gone) return 0;
		await inTime(caughtUp(room, stands.head));
		if (stands.sealed) noticeSealed(room, stands.sealedAt ?? now());
		return stands.clientId;
	}

	function attach(room: Room, line: Line, member: Member, clientId: number): void {
		const connection = enter(room, line, member, clientId);
		line.listen({
			frame: (bytes, isBinary) => receive(room, connection, bytes, isBinary),
			alive: () => {
				connection.answered = true;
			},
			closed: () => {
				leave(room, connection);
				if (room.connections.size === 0) parkSoon(room);
			}
		});
	}

	function parkSoon(room: Room): void {
		setTimeout(() => {
			// One at a time: meetings tend to end together.
			parking = parking.then(() => park(room)).catch(() => report('a document could not be put away'));
		}, parkAfterMs).unref();
	}

	/** Leaves memory only with nobody in it and nothing unstored; until then a newcomer finds this room, not an old state. */
	async function park(room: Room): Promise<void> {
		const unused = () => room.connections.size === 0 && room.working === null && !joiningTo(room);
		if (room.gone || room.connections.size > 0) return;
		if (unused()) await foldForNextTime(room);
		if (unused()) abandon(room, CLOSE.goingAway, 'put away');
		// Others may be writing in it at another node, so that it is just reading: again later.
		else parkSoon(room);
	}

	const joiningTo = (room: Room) => [...joining.values()].some((member) => member.documentId === room.documentId);

	const heartbeat = setInterval(() => {
		for (const room of loaded) {
			pulse(room, now());
			foldWhenQuiet(room);
		}
	}, PULSE_EVERY_MS).unref();
	const stopWatching = watchHeads({ log, rooms: () => loaded, everyMs: askEveryMs, isAlone });

	return {
		joinDocument,
		closePerson: (personId, meetingId, code, documentId) => {
			const isMeant = (member: Member) =>
				member.person.personId === personId && (documentId === undefined || member.documentId === documentId);
			for (const [line, member] of joining) if (isMeant(member)) line.close(code, 'closed');
			for (const room of roomsOf(meetingId))
				for (const { member, outlet } of room.connections) if (isMeant(member)) closeOutlet(outlet, code, 'closed');
		},
		noticeSealed: (meetingId, at) => {
			for (const room of roomsOf(meetingId)) {
				noticeSealed(room, at);
				want(room, Number.POSITIVE_INFINITY);
			}
		},
		reopen: (meetingId) => {
			for (const room of roomsOf(meetingId)) reopen(room);
		},
		wake: (documentIds) => {
			if (ending) return;
			const named = new Set(documentIds);
			for (const room of loaded) if (named.has(room.documentId)) want(room, Number.POSITIVE_INFINITY);
		},
		cursors: () =>
			new Map(
				[...loaded].flatMap((room) => {
					const { areaId, documentId, meetingId, cursorsVersion: version } = room;
					return version === 0 ? [] : [[documentId, { areaId, meetingId, version, states: cursorsHere(room) }]];
				})
			),
		cursorsElsewhere: (documentId, cursors) => {
			if (cursors.length > 0) elsewhere.set(documentId, cursors);
			else elsewhere.delete(documentId);
			for (const room of loaded) if (room.documentId === documentId) showElsewhere(room, cursors);
		},
		metrics: () => {
			const connections = [...loaded].flatMap((room) => [...room.connections]);
			return {
				rooms: loaded.size,
				sockets: connections.length,
				unpersistedUpdates: [...loaded].reduce((sum, room) => sum + room.unstored, 0),
				unpersistedBytes: [...loaded].reduce((sum, room) => sum + room.waitingBytes, 0),
				bufferedBytes: connections.reduce((sum, { outlet }) => sum + outlet.line.buffered(), 0)
			};
		},
		shutdown: async () => {
			ending = true;
			clearInterval(heartbeat);
			stopWatching();
			let timer: NodeJS.Timeout | undefined;
			const late = new Promise<void>((resolve) => {
				timer = setTimeout(resolve, DRAIN_WITHIN_MS);
			});
			await Promise.race([Promise.all([...loaded].map((room) => room.working)), late]);
			clearTimeout(timer);
			for (const line of joining.keys()) line.close(CLOSE.goingAway, 'going away');
			for (const room of loaded) abandon(room, CLOSE.goingAway, 'going away');
		}
	};
}
