/** What one connection may send, as frames are judged by. */
import type { YjsUpdate } from '#lib/live-text/yjs-update.ts';
import type { Connection } from './connection.ts';
import type { Sender } from './frame.ts';
import type { Room } from './room-state.ts';

/** A writer: under ids issued to this person for this document, into the fields of this person. */
export function senderOf(room: Room, from: Connection): Sender {
	const { personId } = from.member.person;
	return {
		mayRepeat: (id, end) => id === from.clientId && end <= from.written,
		owns: (id) => room.owners.get(id) === personId,
		mayWrite: from.member.mayWrite ?? (() => true)
	};
}

/** Call it with what was admitted of a connection: how far it has itself written under its own id. */
export function noteWritten(from: Connection, { sections }: Pick<YjsUpdate, 'sections'>): void {
	for (const { client, end } of sections) if (client === from.clientId) from.written = Math.max(from.written, end);
}

/** A reader: judged only to tell whether there is anything new in the frame. */
export const reader: Sender = { mayRepeat: () => true, owns: () => true, mayWrite: () => true };
