/**
 * Folding: many small updates become one, in the worker, while the room goes on (performance.md 3.4). The log stays
 * whole, so whatever goes wrong here costs nothing but time.
 */
import { type StoredDocument, updatesIn } from '../persistence/document-log.ts';
import { foldInWorker } from '../persistence/fold-updates.ts';
import { unpack } from '../persistence/packed-updates.ts';
import type { Room, RoomServices } from './room-state.ts';
import { cutForFold, headOf, replaceByFold, unfolded, unfoldedBytes } from './stored-text.ts';

/** While a room is open it folds only this often: folding costs far more than it saves. */
const FOLD_AT = { updates: 3000, bytes: 256 * 1024 } as const;
/** A log longer than this is folded when the document is opened or left. */
const LONG_TAIL = 200;
/** And one longer than this before anybody is let in: reading so many one by one would hold up other rooms. */
const VERY_LONG_TAIL = 500;

const QUIET_MS = 3000;
/** Fewer updates than this free no room in a full document. */
const WORTH_FOLDING = 100;

/** What a room is opened with: the folded state, the number of the last update in it, and the updates after it. */
export type Opening = {
	readonly base: Uint8Array | null;
	readonly baseSeq: number;
	readonly tail: readonly Uint8Array[];
};

export async function openingOf({ report }: RoomServices, stored: StoredDocument): Promise<Opening> {
	const whole: Opening = { base: stored.base, baseSeq: stored.foldedTo, tail: unpack(stored.tail) };
	if (whole.tail.length <= VERY_LONG_TAIL) return whole;
	try {
		return { base: await foldInWorker(updatesIn(stored)), baseSeq: stored.head, tail: [] };
	} catch {
		report('a long document could not be folded before it was opened');
		return whole;
	}
}

/** Folds when there is much to fold. */
export function foldIfLong(room: Room): void {
	const updates = unfolded(room.text);
	const isLong = updates >= FOLD_AT.updates || unfoldedBytes(room.text) >= FOLD_AT.bytes;
	if (isLong && updates >= room.foldAgainAt) void fold(room);
}

/** Nobody has written for a while: what was typed is folded, so that an open meeting at rest takes little memory. */
export function foldWhenQuiet(room: Room): void {
	const { text, pace, working, gone } = room;
	const isQuiet = working === null && performance.now() - pace.storedAt > QUIET_MS;
	const updates = unfolded(text);
	if (!gone && isQuiet && updates > LONG_TAIL && updates >= room.foldAgainAt) void fold(room);
}

/** What a full document may still win by folding; null when it was folded a moment ago. */
export const roomToWin = (room: Room): Promise<void> | null =>
	unfolded(room.text) < WORTH_FOLDING ? null : fold(room);

/** For a room that nobody is in any more, or that has just been opened. @param stored how many updates the log has after its fold */
export async function foldForNextTime(room: Room, stored = unfolded(room.text)): Promise<void> {
	if (stored <= LONG_TAIL) return;
	if (unfolded(room.text) > 0) await fold(room);
	else await save(room);
}

/** One at a time for each room; never fails. */
export function fold(room: Room): Promise<void> {
	room.folding ??= foldNow(room).finally(() => {
		room.folding = null;
	});
	return room.folding;
}

async function foldNow(room: Room): Promise<void> {
	const { text, services } = room;
	const upTo = headOf(text);
	try {
		const state = await foldInWorker([cutForFold(text)]);
		replaceByFold(text, state, upTo);
		room.foldAgainAt = 0;
	} catch {
		services.report('a document could not be folded');
		room.foldAgainAt = unfolded(text) + FOLD_AT.updates;
		return;
	}
	await save(room);
}

/** Keeps the folded state so that the next opening is quick. */
const save = ({ services, areaId, documentId, text }: Room): Promise<void> =>
	services.log
		.saveSnapshot(areaId, documentId, text.baseSeq, text.base.bytes)
		.catch(() => services.report('a folded document was not kept'));
