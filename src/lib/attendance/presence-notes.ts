/**
 * Who was connected when, from what the nodes noted. Somebody with two browsers, or at two nodes, is there once: a stretch
 * lasts as long as any node has them.
 */
import type { Connected } from './attendance.ts';

export type PresenceNote = {
	readonly personId: string;
	readonly nodeId: string;
	readonly what: 'came' | 'left';
	/** ISO 8601, UTC, by the node's clock */
	readonly at: string;
};
/** Stretches by person id. */
export type NotedPresence = ReadonlyMap<string, readonly Connected[]>;

const stretchesOf = (notes: readonly PresenceNote[]): readonly Connected[] => {
	const nodes = new Set<string>();
	const stretches: Connected[] = [];
	let from: string | null = null;
	for (const { nodeId, what, at } of notes.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
		if (what === 'came') nodes.add(nodeId);
		else nodes.delete(nodeId);
		if (nodes.size > 0) from ??= at;
		else if (from !== null) {
			stretches.push({ from, to: at });
			from = null;
		}
	}
	return from === null ? stretches : [...stretches, { from, to: null }];
};

/** @param notes in the order they were stored */
export const notedPresence = (notes: readonly PresenceNote[]): NotedPresence => {
	const byPerson = new Map<string, PresenceNote[]>();
	for (const note of notes) byPerson.set(note.personId, [...(byPerson.get(note.personId) ?? []), note]);
	return new Map([...byPerson].map(([personId, of]) => [personId, stretchesOf(of)]));
};
