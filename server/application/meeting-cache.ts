/**
 * Folded meetings kept in memory so that a command folds only what is new. Only ever as new as the log:
 * callers bring it up to the version they read under the head's lock or in their own transaction.
 */
import { evolve, isRedactedBy, type Meeting, type Stamped } from '#lib/meeting/meeting.ts';

/** Meetings kept; the least recently used goes first: more than run at once anywhere. One folded meeting is some 50 kB. */
const KEEP = 1000;

export type MeetingCache = {
	/** The newest folded state known here, or null. */
	readonly peek: (meetingId: string) => Meeting | null;
	/**
	 * Folds `newer` (versions after the known one, oldest first) on what is known; remembers nothing. Null when there is nothing to
	 * fold on, and when something was taken out meanwhile that what is known still says: fold the whole log then.
	 */
	readonly fold: (meetingId: string, newer: readonly Stamped[]) => Meeting | null;
	/** Remembers a state whose events are committed. */
	readonly keep: (meeting: Meeting) => void;
	/** Of a meeting that was destroyed nothing stays. */
	readonly forget: (meetingId: string) => void;
};

export function createMeetingCache(): MeetingCache {
	const known = new Map<string, Meeting>();
	return {
		peek: (meetingId) => known.get(meetingId) ?? null,
		fold: (meetingId, newer) => {
			const isWhole = newer[0]?.version === 1;
			const from = isWhole ? null : (known.get(meetingId) ?? null);
			if (from && isRedactedBy(newer.filter(({ version }) => version > from.version))) return null;
			return newer
				.filter((stamped) => stamped.version > (from?.version ?? 0))
				.reduce<Meeting | null>((meeting, stamped) => evolve(meeting, meetingId, stamped), from);
		},
		keep: (meeting) => {
			if ((known.get(meeting.id)?.version ?? 0) > meeting.version) return;
			known.delete(meeting.id);
			known.set(meeting.id, meeting);
			const oldest = known.size > KEEP ? known.keys().next().value : undefined;
			if (oldest !== undefined) known.delete(oldest);
		},
		forget: (meetingId) => {
			known.delete(meetingId);
		}
	};
}
