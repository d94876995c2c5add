/**
 * What other nodes have stored comes into a room: it becomes part of the text, is passed on to everybody here, and what
 * waits here to be stored is judged again as if it had come after it. Nobody is sent away for what others wrote.
 */
import { readYjsUpdate } from '#lib/live-text/yjs-update.ts';
import { CLOSE } from '#lib/wire.ts';
import type { LogTail } from '../persistence/document-tail.ts';
import { credit } from './field-authors.ts';
import { admitFrame, readStored, type Sender } from './frame.ts';
import { learn, unlearn } from './known-text.ts';
import { updateMessage } from './message.ts';
import { closeOutlet } from './outlet.ts';
import { watchRemoval } from './removal-watch.ts';
import { tellAll } from './room-sending.ts';
import type { Room, Waiting } from './room-state.ts';
import { addStored, headOf } from './stored-text.ts';
import { senderOf } from './writing-rights.ts';

/** @throws when the log does not continue what this room has, or does not fit together */
export function takeIn(room: Room, { updates }: LogTail): void {
	const fresh = updates.filter(({ seq }) => seq > headOf(room.text));
	if (fresh.length === 0) return;
	forgetWaiting(room);
	for (const { seq, update, personId, at } of fresh) {
		if (seq <= headOf(room.text)) continue;
		if (seq !== headOf(room.text) + 1) throw new Error('the log does not continue what is known of it');
		// An id that another node issued after this room last asked: perhaps their own.
		const owns = (id: number) => !room.owners.has(id) || room.owners.get(id) === personId;
		const read = readStored(readYjsUpdate(update), room.known, personId === null ? undefined : owns);
		if (read.addition !== null) learn(room.known, read.addition);
		addStored(room.text, read.update);
		tellAll(room, updateMessage(update));
		if (personId !== null && read.removed.length > 0)
			watchRemoval(room, { personId, seq, at, removed: read.removed }, false);
	}
	credit(
		room,
		fresh.flatMap(({ fields, personId, name, agency, at }) =>
			fields.map((field) => ({ field, personId, name, agency, at }))
		)
	);
	judgeAgain(room);
}

/** Takes everything that is admitted but not stored out of what is known. */
export function forgetWaiting(room: Room): void {
	for (const { addition } of [...room.batch, ...room.waiting].reverse())
		if (addition !== null) unlearn(room.known, addition);
}

/**
 * What fits no more ends the connections of its author, who comes back and sends only what is still missing: all of them,
 * because each may have been told that the words were on their way.
 */
function judgeAgain(room: Room): void {
	const ended = new Set<string>();
	const again = (entry: Waiting): Waiting[] => {
		const { personId } = entry.from.member.person;
		if (ended.has(personId)) return [];
		// Known by now: it came here and to another node, and was stored there.
		const sender: Sender = { ...senderOf(room, entry.from), mayRepeat: () => true };
		const judged = admitFrame(entry.update.bytes, room.known, sender);
		if (!judged.ok) {
			ended.add(personId);
			return [];
		}
		if (judged.addition !== null) learn(room.known, judged.addition);
		return [{ ...entry, ...judged }];
	};
	room.batch = room.batch.flatMap(again);
	room.waiting = room.waiting.flatMap(again);
	for (const { member, outlet } of room.connections)
		if (ended.has(member.person.personId)) closeOutlet(outlet, CLOSE.resync, 'start again from what is stored');
	const unstored = [...room.batch, ...room.waiting].filter(({ addition }) => addition !== null);
	room.unstored = unstored.length;
	room.waitingBytes = unstored.reduce((sum, { update }) => sum + update.bytes.length, 0);
}
