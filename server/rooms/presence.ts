/**
 * Who is writing where. What a browser says of itself is rebuilt here: only for its own issued id, only cursor fields,
 * with the person taken from the session (Y11). Presence is never attendance.
 */
import { type ByteReader, endReached, readFrom, readVarString, readVarUint } from '#lib/live-text/byte-reader.ts';
import { type CursorState, LIMIT, type PresenceState } from '#lib/wire.ts';
import type { PresenceEntry } from './message.ts';

export type Presence = {
	readonly client: number;
	readonly user: PresenceState['user'];
	/** the server's own count: a browser cannot freeze anybody with a high one */
	clock: number;
	cursor: CursorState | null;
	/** when it was last passed on, ms */
	sentAt: number;
};

/** At most ten a second from one connection; the newest wins. */
export const PRESENCE_EVERY_MS = 100;

export const presenceOf = (client: number, user: PresenceState['user']): Presence => ({
	client,
	user,
	clock: 0,
	cursor: null,
	sentAt: Number.NEGATIVE_INFINITY
});

/**
 * The cursor a browser reports for `client`; undefined when the message says nothing (valid) about it. Stock providers
 * repeat other people's entries: those are passed over.
 * @throws MalformedBytes when the message is not an awareness update
 */
export function readCursor(bytes: Uint8Array, client: number): CursorState | null | undefined {
	const reader = readFrom(bytes);
	let cursor: CursorState | null | undefined;
	for (let left = readVarUint(reader); left > 0; left--) {
		const entry = readEntry(reader);
		if (entry.client === client && entry.json.length <= LIMIT.awarenessBytes) cursor = cursorFrom(entry.json);
	}
	if (!endReached(reader)) return undefined;
	return cursor;
}

function readEntry(reader: ByteReader): { client: number; json: string } {
	const client = readVarUint(reader);
	readVarUint(reader); // the browser's own clock: not used
	return { client, json: readVarString(reader) };
}

const FIELD = /^[A-Za-z0-9_.-]{1,164}$/;
const isOffset = (value: unknown): value is number =>
	typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 2 * LIMIT.fieldCharacters;

function cursorFrom(json: string): CursorState | null | undefined {
	let said: unknown;
	try {
		said = JSON.parse(json);
	} catch {
		return undefined;
	}
	if (said === null) return null;
	if (typeof said !== 'object') return undefined;
	const { field, anchor, head } = said as Record<string, unknown>;
	if (typeof field !== 'string' || !FIELD.test(field)) return { field: null };
	if (!isOffset(anchor) || !isOffset(head)) return { field };
	return { field, anchor, head };
}

/** The entry others get. */
export const entryOf = ({ client, clock, cursor, user }: Presence): PresenceEntry => ({
	client,
	clock,
	state: cursor === null ? null : { ...cursor, user }
});
