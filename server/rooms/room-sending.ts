/** What leaves a room: gathered over one event-loop turn, then one write per receiver (performance.md 3.1, 3.3). */
import type { Connection } from './connection.ts';
import { hasHadAll, promptPart } from './gathering.ts';
import {
	authorsMessage,
	type Frame,
	type PresenceEntry,
	presenceMessage,
	savedMessage,
	sealedMessage,
	together
} from './message.ts';
import { flush, whenRead } from './outlet.ts';
import { entryOf, PRESENCE_EVERY_MS } from './presence.ts';
import type { Outbox, Room } from './room-state.ts';
import { addedSince, answerTo, textMark } from './stored-text.ts';

/** One connection only. */
export function tell(room: Room, to: Connection, frame: Frame): void {
	to.outlet.waiting.push(frame);
	schedule(room);
}

/** Everybody, except whom it came from. */
export function tellAll(room: Room, frame: Frame, from: Connection | null = null, prompt = false): void {
	room.outbox.messages.push({ frame, from, prompt });
	schedule(room);
}

/** The newest cursor of one connection goes out now, or a tenth of a second after the one before. */
export function tellPresence(room: Room, of: Connection): void {
	if (of.presenceTimer !== null) return;
	const wait = of.presence.sentAt + PRESENCE_EVERY_MS - room.services.now();
	if (wait <= 0) {
		room.outbox.presence.add(of);
		schedule(room);
		return;
	}
	of.presenceTimer = setTimeout(() => {
		of.presenceTimer = null;
		room.outbox.presence.add(of);
		schedule(room);
	}, wait).unref();
}

/** Where everybody is, here and at other nodes, except this one. */
export const entriesBut = (room: Room, one: Connection): PresenceEntry[] => [
	...[...room.connections]
		.filter((other) => other !== one && other.presence.cursor !== null)
		.map((other) => entryOf(other.presence)),
	...[...room.elsewhere].map(([client, { clock, state }]) => ({ client, clock, state }))
];

export function schedule(room: Room): void {
	if (room.outbox.scheduled) return;
	room.outbox.scheduled = true;
	setImmediate(() => sendAll(room));
}

/** A cursor moves with nearly every key: it waits for its key's COMMIT and leaves in the same write, but no longer than this. */
const CURSOR_WAITS_MS = 60;

function sendAll(room: Room): void {
	const { outbox, services } = room;
	outbox.scheduled = false;
	const { messages, left, elsewhere, presence } = outbox;
	if (messages.length === 0 && left.length === 0 && elsewhere.length === 0 && holdCursors(room)) return;
	if (outbox.holding !== null) clearTimeout(outbox.holding);
	outbox.holding = null;
	const at = services.now();
	const moved = presence.size === 0 ? NOBODY : [...presence];
	if (messages.length > 0) outbox.messages = [];
	if (left.length > 0) outbox.left = [];
	if (elsewhere.length > 0) outbox.elsewhere = [];
	if (presence.size > 0) presence.clear();
	for (const { presence } of moved) {
		presence.clock++;
		presence.sentAt = at;
	}
	if (moved.length > 0 || left.length > 0) services.cursorsMoved(room);
	const leaving: Leaving = { messages, gone: [...left, ...elsewhere], moved };
	const all = forAllBut(leaving, null);
	const origin = onlyOrigin(messages, moved);
	const forOrigin = origin === null ? null : forAllBut(leaving, origin);
	for (const connection of room.connections) {
		const shared =
			connection.gathering !== null
				? asOne(promptPart(room, connection, messages, tell))
				: connection === origin
					? forOrigin
					: all;
		if (flush(connection.outlet, shared, at)) becomeStale(room, connection);
	}
}

const NOBODY: readonly Connection[] = [];
/** What leaves in one go: messages, entries of those who are gone or elsewhere, and whose cursor has moved here. */
type Leaving = {
	readonly messages: Outbox['messages'];
	readonly gone: readonly PresenceEntry[];
	readonly moved: readonly Connection[];
};

/** Everything that is not `one`'s own, as one write. */
function forAllBut({ messages, gone, moved }: Leaving, one: Connection | null): Frame | null {
	const frames: Frame[] = [];
	for (const { frame, from } of messages) if (from === null || from !== one) frames.push(frame);
	if (gone.length + moved.length > 0) {
		const entries = [...gone];
		for (const other of moved) if (other !== one) entries.push(entryOf(other.presence));
		if (entries.length > 0) frames.push(presenceMessage(entries));
	}
	return asOne(frames);
}

const asOne = (frames: readonly Frame[]): Frame | null => (frames.length === 0 ? null : together(frames));

/** Its reader is too slow: nothing more until it has read what was written. */
function becomeStale(room: Room, connection: Connection): void {
	connection.staleSince = textMark(room.text);
	whenRead(connection.outlet, () => catchUp(room, connection));
}

/**
 * Whom alone all of this came from; null when there are several. Then all get the same bytes, their own as well: Yjs passes
 * over what it has, and one buffer serves everybody.
 */
function onlyOrigin(messages: Outbox['messages'], moved: readonly Connection[]): Connection | null {
	let origin: Connection | null = moved[0] ?? null;
	if (moved.length > 1) return null;
	for (const { from } of messages) {
		if (from === null || from === origin) continue;
		if (origin !== null) return null;
		origin = from;
	}
	return origin;
}

/** Whether only cursors are to be sent while the text they belong to is being stored. */
function holdCursors(room: Room): boolean {
	const { outbox } = room;
	if (room.batch.length + room.waiting.length === 0 || outbox.presence.size === 0) return false;
	for (const { outlet } of room.connections) if (outlet.waiting.length > 0) return false;
	outbox.holding ??= setTimeout(() => {
		sendAll(room);
	}, CURSOR_WAITS_MS).unref();
	return true;
}

/** A slow reader reads again: what it missed, and how everything stands now. */
function catchUp(room: Room, of: Connection): void {
	const { text } = room;
	const missed = of.owedState || of.staleSince === null ? null : addedSince(text, of.staleSince);
	tell(room, of, missed ?? answerTo(text, new Map()));
	of.owedState = false;
	of.staleSince = null;
	hasHadAll(room, of);
	const others = of.gathering === null ? entriesBut(room, of) : [];
	if (others.length > 0) tell(room, of, presenceMessage(others));
	if (room.authors.size > 0) tell(room, of, authorsMessage([...room.authors.values()]));
	if (of.clientId !== 0) tellSaved(room, of, room.services.now());
	if (room.sealedAt !== null) tell(room, of, sealedMessage(room.sealedAt));
}

/** How much of this connection's writing is committed. @param at the database's time of it, ms */
export function tellSaved(room: Room, to: Connection, at: number): void {
	const { clocks } = room.text;
	const vector: [number, number][] = [];
	for (const id of to.toReport) {
		const clock = clocks.get(id);
		if (clock !== undefined) vector.push([id, clock]);
	}
	to.toReport.clear();
	tell(room, to, savedMessage(vector, at, to.durable));
}
