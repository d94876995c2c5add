/** Which other nodes live, and who is connected to them, as the database says. */
import type { PresentPerson } from '../application/present-people.ts';
import type { Tx } from '../persistence/database.ts';
import { type OtherNode, readPresence } from '../persistence/node-rows.ts';
import type { Cursor } from '../rooms/cursors-elsewhere.ts';

/** What one node tells the others of one meeting. */
export type NodePresence = {
	readonly people: readonly PresentPerson[];
	/** at their door, waiting to be let in */
	readonly atDoor: readonly PresentPerson[];
	readonly cursors: readonly { readonly documentId: string; readonly states: readonly Cursor[] }[];
};

export type OtherNodes = {
	/** whether any other node lives; true as long as nobody has looked */
	readonly areThere: () => boolean;
	/** What a look has found. @returns ids of the nodes that are gone since the look before */
	readonly found: (nodes: readonly OtherNode[]) => readonly string[];
	/** Who is connected to other nodes at this meeting, read in an open transaction of its area. */
	readonly present: (tx: Tx, meetingId: string) => Promise<readonly string[]>;
};

export function createOtherNodes(nodeId: string): OtherNodes {
	let living: ReadonlySet<string> | null = null;
	/** gone, and said so */
	const gone = new Set<string>();
	return {
		areThere: () => living === null || living.size > 0,
		found: (nodes) => {
			const now = nodes.filter((one) => one.lives).map((one) => one.id);
			const left = nodes.filter((one) => !one.lives && !gone.has(one.id)).map((one) => one.id);
			const rows = new Set(nodes.map((one) => one.id));
			living = new Set(now);
			for (const id of now) gone.delete(id);
			for (const id of gone) if (!rows.has(id)) gone.delete(id);
			for (const id of left) gone.add(id);
			return left;
		},
		present: async (tx, meetingId) => {
			if (living?.size === 0) return [];
			const rows = await readPresence<NodePresence>(tx, nodeId, [meetingId]);
			return rows.flatMap(({ state }) => state.people.map(({ personId }) => personId));
		}
	};
}
