/**
 * A conflict of interest that the chair or the minute taker records closes the whole case to the person at once, in the
 * same transaction: this meeting and every other of the case, its papers, its page (domain.md 6.1, 8.4). Every node puts
 * them out of whatever they have open, as with an exclusion that the unit records.
 */
import { and, eq, isNull } from 'drizzle-orm';
import { caseExclusion } from '#drizzle/schema.ts';
import type { Actor } from '#lib/identity.ts';
import type { Meeting, Stamped } from '#lib/meeting/meeting.ts';
import { londonDate } from '#lib/time.ts';
import { changeCase } from '../persistence/case-changes.ts';
import type { Tx } from '../persistence/database.ts';
import { leave } from './amend-case.ts';
import { type Happened, holdMeetings } from './leave-closed-case.ts';
import type { MeetingCache } from './meeting-cache.ts';

/** Of these events, those who were excused for a conflict of interest. */
export const excusedFor = (events: readonly Stamped[]): readonly string[] =>
	events.flatMap(({ event }) =>
		event.type === 'attendance-recorded' && event.record.status === 'EXCUSED_CONFLICT' ? [event.personId] : []
	);

/** @returns what followed at other meetings of the case, to be published after COMMIT */
export async function closeForConflict(
	tx: Tx,
	{ cache, actor, after, at }: { cache: MeetingCache; actor: Actor; after: Meeting; at: string },
	personIds: readonly string[]
): Promise<readonly Happened[]> {
	if (personIds.length === 0) return [];
	const { caseId } = after.convened;
	const heads = (await holdMeetings(tx, [caseId])).filter(({ id }) => id !== after.id);
	const { areaId, personId: recordedBy } = actor;
	for (const personId of personIds) {
		const open = and(
			eq(caseExclusion.caseId, caseId),
			eq(caseExclusion.personId, personId),
			isNull(caseExclusion.endedAt),
			isNull(caseExclusion.until)
		);
		const known = await tx.select({ id: caseExclusion.id }).from(caseExclusion).where(open);
		if (known.length > 0) continue;
		const row = { reason: 'OTHER_CONFLICT', from: londonDate(at), until: null } as const;
		await tx.insert(caseExclusion).values({ areaId, caseId, personId, ...row, recordedBy, recordedAt: new Date(at) });
		const person = after.attendance.seats[personId]?.person.name ?? '';
		await changeCase(tx, {
			...{ areaId, caseId, personId: recordedBy, part: 'EXCLUSION', before: null },
			after: { person, ...row }
		});
	}
	return leave(tx, { cache, actor, heads, at });
}
