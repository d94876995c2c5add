/** What one connection may send, as frames are judged by. */
import type { YjsUpdate } from '#lib/live-text/yjs-update.ts';
import type { Connection } from './connection.ts';
import type { Sender } from './frame.ts';
import type { Room } from './room-state.ts';

/** A writer: under its own id and those it has shown to be its page's (Y2), into the fields of this person. */
export function senderOf({ epoch, owners }: Pick<Room, 'epoch' | 'owners'>, from: Connection): Sender {
	from.sender ??= {
		mayRepeat: (id, end) => id === from.clientId && end <= from.written,
		owns: (id) => id === from.clientId || from.earlier.has(id),
		isFormer: (id) => epoch > 1 && !owners.has(id),
		mayWrite: from.member.mayWrite ?? (() => true)
	};
	return from.sender;
}

/** Call it with what was admitted of a connection: how far it has itself written under its own id. */
export function noteWritten(from: Connection, { sections }: Pick<YjsUpdate, 'sections'>): void {
	for (const { client, end } of sections) if (client === from.clientId) from.written = Math.max(from.written, end);
}

/** A reader: judged only to tell whether there is anything new in the frame. */
export const reader: Sender = { mayRepeat: () => true, owns: () => true, mayWrite: () => true };
