/** Where people connected to other nodes are, shown to those connected here; and where those here are, for the others. */
import type { PresenceState } from '#lib/wire.ts';
import { entryOf } from './presence.ts';
import { schedule } from './room-sending.ts';
import type { Room } from './room-state.ts';

/** Where one person is writing; `client` is the connection's issued id. */
export type Cursor = { readonly client: number; readonly state: PresenceState };

/** Everybody connected here who has said where they are. */
export const cursorsHere = (room: Room): Cursor[] =>
	[...room.connections].flatMap(({ outlet, presence }) => {
		const { client, state } = entryOf(presence);
		return state === null || !outlet.open ? [] : [{ client, state }];
	});

/** Puts these in place of all that was shown of other nodes, and tells everybody here what has changed. */
export function showElsewhere(room: Room, cursors: readonly Cursor[]): void {
	const { elsewhere, outbox } = room;
	const now = new Set(cursors.map(({ client }) => client));
	for (const [client, { clock }] of elsewhere) {
		if (now.has(client)) continue;
		elsewhere.delete(client);
		outbox.elsewhere.push({ client, clock: clock + 1, state: null });
	}
	for (const { client, state } of cursors) {
		const before = elsewhere.get(client);
		if (before !== undefined && isSame(before.state, state)) continue;
		const clock = (before?.clock ?? 0) + 1;
		elsewhere.set(client, { clock, state });
		outbox.elsewhere.push({ client, clock, state });
	}
	if (outbox.elsewhere.length > 0) schedule(room);
}

const isSame = (a: PresenceState, b: PresenceState): boolean =>
	a.field === b.field &&
	a.anchor === b.anchor &&
	a.head === b.head &&
	a.user.personId === b.user.personId &&
	a.user.name === b.user.name &&
	a.user.agency === b.user.agency;
