/** Who last changed which field, as everybody in a room is told (R10). */
import type { Authorship } from '#lib/wire.ts';
import { authorsMessage, type Frame, keepable } from './message.ts';
import { tellAll } from './room-sending.ts';
import type { Room } from './room-state.ts';

/** The author of a field is told again at most this often while the same person goes on writing. */
const ANNOUNCE_EVERY_MS = 10_000;

/** Who last changed each field, built once until somebody changes one. */
export function allAuthors(room: Room): Frame {
	room.authorsFrame ??= keepable(authorsMessage([...room.authors.values()]));
	return room.authorsFrame;
}

/** Remembers and announces these changes, given in the order in which they were stored. */
export function credit(room: Room, changes: readonly Authorship[]): void {
	let news: Map<string, Authorship> | null = null;
	room.authorsFrame = null;
	for (const change of changes) {
		const { field, personId, at } = change;
		const before = room.authors.get(field);
		room.authors.set(field, change);
		const told = room.outbox.announced.get(field) ?? Number.NEGATIVE_INFINITY;
		if (before?.personId === personId && !news?.has(field) && at - told < ANNOUNCE_EVERY_MS) continue;
		news ??= new Map();
		news.set(field, change);
	}
	if (news === null) return;
	for (const [field, { at }] of news) room.outbox.announced.set(field, at);
	tellAll(room, authorsMessage([...news.values()]));
}
