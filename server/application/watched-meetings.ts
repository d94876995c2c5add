/** Which meetings somebody has open at this node: what the node must keep itself informed about. */
import type { Actor } from '#lib/identity.ts';

/** One open feed, door or document. */
export type WatchedPlace = {
	readonly actor: Actor;
	readonly meetingId: string;
	/** only for a document */
	readonly documentId?: string;
	/** of a document that is not everybody's: whether what its door said is still so; asks no database */
	readonly stillHolds?: () => boolean;
};
export type WatchedArea = { readonly areaId: string; readonly meetings: readonly string[] };

export type WatchedMeetings = {
	/** Remembers a place until the answer is called. */
	readonly add: (place: WatchedPlace) => () => void;
	/** The area of a meeting that somebody has open here; null when nobody has. */
	readonly areaOf: (meetingId: string) => string | null;
	readonly places: (meetingId: string) => readonly WatchedPlace[];
	readonly areas: () => readonly WatchedArea[];
};

export function watchMeetings(): WatchedMeetings {
	const meetings = new Map<string, Set<WatchedPlace>>();
	const placesOf = (meetingId: string) => [...(meetings.get(meetingId) ?? [])];
	return {
		add: (place) => {
			const places = meetings.get(place.meetingId) ?? new Set();
			meetings.set(place.meetingId, places.add(place));
			return () => {
				places.delete(place);
				if (places.size === 0 && meetings.get(place.meetingId) === places) meetings.delete(place.meetingId);
			};
		},
		areaOf: (meetingId) => {
			for (const { actor } of meetings.get(meetingId) ?? []) return actor.areaId;
			return null;
		},
		places: placesOf,
		areas: () => {
			const areas = new Map<string, string[]>();
			for (const [meetingId, places] of meetings) {
				const [first] = places;
				if (!first) continue;
				const { areaId } = first.actor;
				const known = areas.get(areaId);
				if (known) known.push(meetingId);
				else areas.set(areaId, [meetingId]);
			}
			return [...areas].map(([areaId, meetings]) => ({ areaId, meetings }));
		}
	};
}
