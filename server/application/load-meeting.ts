/** From a meeting's log to its folded state, and from decided events to stamped ones. */
import { evolve, type Meeting, type MeetingEvent, type Stamped } from '#lib/meeting/meeting.ts';
import { type Refusal, refuse } from '#lib/result.ts';
import type { Tx } from '../persistence/database.ts';
import { type MeetingHead, readLog } from '../persistence/meeting-log.ts';
import type { MeetingCache } from './meeting-cache.ts';

const IDENTIFIER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Whether a text has the form of a row id; anything else is answered as if it did not exist. */
export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);

/** The answer about a meeting, or a part of one, that does not exist, and about every one that is not theirs to know of (R9). */
export const NO_MEETING: Refusal = refuse('missing', 'There is no such meeting, or it is not yours to see.');

/**
 * The folded state at the head's version; reads only what the cache does not have. Under the head's lock it is exactly that
 * version. Without it somebody may have added events since the head was read: then it is theirs, as committed as the head.
 */
export async function loadMeeting(tx: Tx, cache: MeetingCache, head: MeetingHead): Promise<Meeting> {
	const known = cache.peek(head.id);
	const newer = known?.version === head.version ? [] : await readLog(tx, head.id, known?.version ?? 0);
	const meeting = cache.fold(head.id, newer) ?? cache.fold(head.id, await readLog(tx, head.id));
	if (!meeting || meeting.version < head.version) throw new Error('the log and its head disagree');
	return meeting;
}

/** Gives decided events their versions, time and author, and folds them. */
export function stamp(
	before: Meeting | null,
	decided: readonly MeetingEvent[],
	at: string,
	by: string,
	meetingId = before?.id ?? ''
): { events: readonly Stamped[]; after: Meeting } {
	const events = decided.map((event, index) => ({ version: (before?.version ?? 0) + index + 1, at, by, event }));
	const after = events.reduce<Meeting | null>((meeting, one) => evolve(meeting, meetingId, one), before);
	if (!after) throw new Error('a meeting begins with an event');
	return { events, after };
}
