/** Shows those connected here who is connected to the other nodes, and where they write. */
import type { Application } from '../application/application.ts';
import type { Database } from '../persistence/database.ts';
import { readPresence } from '../persistence/node-rows.ts';
import type { Rooms } from '../rooms/rooms.ts';
import type { NodePresence } from './other-nodes.ts';

export type PresenceElsewhere = {
	/**
	 * Reads the presence of those meetings whose key differs from the one it was last read at.
	 * @param keys of some meetings of one area; a meeting without one has nobody at another node
	 * @throws what the database throws
	 */
	readonly look: (areaId: string, meetings: readonly string[], keys: ReadonlyMap<string, string>) => Promise<void>;
	/** Forgets every meeting that nobody has open here any more. */
	readonly keepOnly: (meetings: ReadonlySet<string>) => void;
};

export function showPresenceElsewhere(parts: {
	readonly nodeId: string;
	readonly database: Pick<Database, 'withArea'>;
	readonly application: Pick<Application, 'people' | 'atDoors' | 'presenceChanged'>;
	readonly rooms: Pick<Rooms, 'cursorsElsewhere'>;
}): PresenceElsewhere {
	const { nodeId, database, application, rooms } = parts;
	const { people, atDoors } = application;
	/** the key of what is shown, by meeting; nothing is shown without one */
	const shown = new Map<string, string>();
	/** documents in which people at other nodes are shown, by meeting */
	const withCursors = new Map<string, ReadonlySet<string>>();

	const showCursors = (meetingId: string, all: NodePresence['cursors']): void => {
		const now = new Set(all.map(({ documentId }) => documentId));
		for (const documentId of new Set([...now, ...(withCursors.get(meetingId) ?? [])]))
			rooms.cursorsElsewhere(
				documentId,
				all.filter((one) => one.documentId === documentId).flatMap((one) => one.states)
			);
		if (now.size > 0) withCursors.set(meetingId, now);
		else withCursors.delete(meetingId);
	};
	const show = (meetingId: string, key: string | undefined, states: readonly NodePresence[]): void => {
		if (key === undefined) shown.delete(meetingId);
		else shown.set(meetingId, key);
		people.setElsewhere(
			meetingId,
			states.flatMap((state) => state.people)
		);
		atDoors.setElsewhere(
			meetingId,
			states.flatMap((state) => state.atDoor)
		);
		showCursors(
			meetingId,
			states.flatMap((state) => state.cursors)
		);
		application.presenceChanged(meetingId);
	};

	return {
		look: async (areaId, meetings, keys) => {
			const changed = meetings.filter((one) => shown.get(one) !== keys.get(one));
			if (changed.length === 0) return;
			const rows = await database.withArea(areaId, (tx) => readPresence<NodePresence>(tx, nodeId, changed));
			for (const meetingId of changed) {
				const states = rows.filter((row) => row.meetingId === meetingId).map((row) => row.state);
				show(meetingId, keys.get(meetingId), states);
			}
		},
		keepOnly: (meetings) => {
			for (const meetingId of [...shown.keys()]) if (!meetings.has(meetingId)) show(meetingId, undefined, []);
		}
	};
}
