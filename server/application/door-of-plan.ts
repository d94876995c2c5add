/** The Risk Management Plan: everybody in the room writes while the meeting runs, then the two who keep the record. */
import { mayWritePlan } from '#lib/meeting/lifecycle.ts';
import { isPlanField } from '#lib/rmp/rmp.ts';
import { type DocumentRule, insideOnly, type StandingAsked } from './document-rule.ts';
import type { MeetingCache } from './meeting-cache.ts';

export const doorOfPlan =
	(cache: MeetingCache) =>
	({ meetingId, personId }: StandingAsked): DocumentRule => ({
		accessIn: insideOnly(personId, (meeting) => (mayWritePlan(meeting, personId) ? 'write' : 'read')),
		mayWrite: (field) => isRowField(cache, meetingId, field)
	});

/**
 * A plan field may be written when its row exists: rows are facts, added by a command before anybody can type in them.
 * A meeting no longer in memory is not refused: a field without a row is never shown or recorded.
 */
function isRowField(cache: MeetingCache, meetingId: string, field: string): boolean {
	if (!isPlanField(field)) return false;
	const row = field.slice(0, field.indexOf('.'));
	const rmp = cache.peek(meetingId)?.rmp;
	return !rmp || rmp.risks.some((risk) => risk.key === row) || rmp.actions.some((action) => action.number === row);
}
