/**
 * Who is connected to which meeting and what they look at, on this node and as the other nodes tell. Volatile: presence
 * proposes attendance, it never is attendance (design.md 1). Several browsers of one person are one presence.
 */
import type { Actor } from '#lib/identity.ts';
import type { Present } from '#lib/wire.ts';

type Entry = { readonly actor: Actor; readonly items: Map<string, string | null>; readonly since: number };

/** One person at one node, as nodes tell each other. */
export type PresentPerson = {
	readonly personId: string;
	readonly name: string;
	readonly agency: string;
	/** what they look at */
	readonly item: string | null;
	/** browsers */
	readonly connections: number;
	/** when the first of them came, ms: everybody is listed in the order of arrival, on every node */
	readonly since: number;
};

export type PresentPeople = {
	/** True when this is the person's first connection to the meeting at this node. */
	readonly arrive: (meetingId: string, actor: Actor, connection: string) => boolean;
	/** True when it was their last at this node. */
	readonly leave: (meetingId: string, personId: string, connection: string) => boolean;
	readonly look: (meetingId: string, personId: string, connection: string, item: string | null) => void;
	/** Everybody, at every node. */
	readonly list: (meetingId: string) => readonly Present[];
	readonly personIds: (meetingId: string) => readonly string[];
	readonly isPresent: (meetingId: string, personId: string) => boolean;
	/** Those connected to this node. */
	readonly here: (meetingId: string) => readonly PresentPerson[];
	/** Replaces what is known of all other nodes; one person may be listed for several of them. */
	readonly setElsewhere: (meetingId: string, people: readonly PresentPerson[]) => void;
};

export function createPresentPeople(now: () => number = Date.now): PresentPeople {
	const meetings = new Map<string, Map<string, Entry>>();
	const elsewhere = new Map<string, readonly PresentPerson[]>();

	const here = (meetingId: string): PresentPerson[] =>
		[...(meetings.get(meetingId) ?? [])].map(([personId, { actor, items, since }]) => ({
			personId,
			name: actor.name,
			agency: actor.agencyName,
			item: [...items.values()].findLast((item) => item !== null) ?? null,
			connections: items.size,
			since
		}));
	const everywhere = (meetingId: string): PresentPerson[] => {
		const others = elsewhere.get(meetingId);
		const people = here(meetingId);
		if (!others) return people;
		const merged = new Map(people.map((one) => [one.personId, one]));
		for (const one of others) {
			const known = merged.get(one.personId);
			merged.set(one.personId, known ? together(known, one) : one);
		}
		return [...merged.values()].sort((a, b) => a.since - b.since || (a.personId < b.personId ? -1 : 1));
	};

	return {
		arrive: (meetingId, actor, connection) => {
			const people = meetings.get(meetingId) ?? new Map<string, Entry>();
			meetings.set(meetingId, people);
			const known = people.get(actor.personId);
			const entry = known ?? { actor, items: new Map(), since: now() };
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
		list: (meetingId) => everywhere(meetingId).map(({ since: _, ...present }) => present),
		personIds: (meetingId) => everywhere(meetingId).map(({ personId }) => personId),
		isPresent: (meetingId, personId) =>
			(meetings.get(meetingId)?.has(personId) ?? false) ||
			(elsewhere.get(meetingId)?.some((one) => one.personId === personId) ?? false),
		here,
		setElsewhere: (meetingId, people) => {
			if (people.length === 0) elsewhere.delete(meetingId);
			else elsewhere.set(meetingId, people);
		}
	};
}

const together = (one: PresentPerson, other: PresentPerson): PresentPerson => ({
	...one,
	item: one.item ?? other.item,
	connections: one.connections + other.connections,
	since: Math.min(one.since, other.since)
});
