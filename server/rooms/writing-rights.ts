/** What one connection may send, as frames are judged by. */
import type { Connection } from './connection.ts';
import type { Sender } from './frame.ts';
import type { Room } from './room-state.ts';

/** A writer: under ids issued to this person for this document, into the fields of this person. */
export function senderOf(room: Room, from: Connection): Sender {
	const { personId } = from.member.person;
	return {
		mayRepeat: (id) => id === from.clientId,
		owns: (id) => room.owners.get(id) === personId,
		mayWrite: from.member.mayWrite ?? (() => true)
	};
}

/** A reader: judged only to tell whether there is anything new in the frame. */
export const reader: Sender = { mayRepeat: () => true, owns: () => true, mayWrite: () => true };
