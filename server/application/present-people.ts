/**
 * Who is connected to which meeting and what they look at, on this node. Volatile: presence proposes attendance, it never
 * is attendance (design.md 1). Several browsers of one person are one presence.
 */
import type { Actor } from '#lib/identity.ts';
import type { Present } from '#lib/wire.ts';

type Entry = { readonly actor: Actor; readonly items: Map<string, string | null> };

export type PresentPeople = {
	/** True when this is the person's first connection to the meeting. */
	readonly arrive: (meetingId: string, actor: Actor, connection: string) => boolean;
	/** True when it was their last. */
	readonly leave: (meetingId: string, personId: string, connection: string) => boolean;
	readonly look: (meetingId: string, personId: string, connection: string, item: string | null) => void;
	readonly list: (meetingId: string) => readonly Present[];
	readonly personIds: (meetingId: string) => readonly string[];
	readonly isHere: (meetingId: string, personId: string) => boolean;
	readonly actor: (meetingId: string, personId: string) => Actor | null;
};

export function createPresentPeople(): PresentPeople {
	const meetings = new Map<string, Map<string, Entry>>();
	const here = (meetingId: string) => [...(meetings.get(meetingId)?.entries() ?? [])];
	return {
		arrive: (meetingId, actor, connection) => {
			const people = meetings.get(meetingId) ?? new Map<string, Entry>();
			meetings.set(meetingId, people);
			const known = people.get(actor.personId);
			const entry = known ?? { actor, items: new Map() };
			entry.items.set(connection, null);
			people.set(actor.personId, entry);
			return !known;
		},
		leave: (meetingId, personId, connection) => {
			const people = meetings.get(meetingId);
			const entry = people?.get(personId);
			if (!people || !entry?.items.delete(connection) || entry.items.size > 0) return false;
			people.delete(personId);
			if (people.size === 0) meetings.delete(meetingId);
			return true;
		},
		look: (meetingId, personId, connection, item) => {
			const items = meetings.get(meetingId)?.get(personId)?.items;
			if (items?.has(connection)) items.set(connection, item);
		},
		list: (meetingId) =>
			here(meetingId).map(([personId, { actor, items }]) => ({
				personId,
				name: actor.name,
				agency: actor.agencyName,
				item: [...items.values()].findLast((item) => item !== null) ?? null,
				connections: items.size
			})),
		personIds: (meetingId) => here(meetingId).map(([personId]) => personId),
		isHere: (meetingId, personId) => meetings.get(meetingId)?.has(personId) ?? false,
		actor: (meetingId, personId) => meetings.get(meetingId)?.get(personId)?.actor ?? null
	};
}
