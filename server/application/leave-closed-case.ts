/** Who may no longer know of a case leaves its meetings: their seat is taken back in the transaction that closed it to them. */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull, notInArray } from 'drizzle-orm';
import { invitation, meeting as meetingTable } from '#drizzle/schema.ts';
import { withdrawalFromCase } from '#lib/attendance/invitation-commands.ts';
import type { LeftBecause } from '#lib/attendance/leaving-words.ts';
import type { Actor } from '#lib/identity.ts';
import { type Meeting, recordLanguageOf, type Stamped } from '#lib/meeting/meeting.ts';
import { ofTheRecord } from '../of-the-record.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Tx } from '../persistence/database.ts';
import { appendEvents, type MeetingHead, readHead } from '../persistence/meeting-log.ts';
import { closedPeople } from './case-access.ts';
import { loadMeeting, stamp } from './load-meeting.ts';
import type { MeetingCache } from './meeting-cache.ts';

/** What was added to a meeting by something else than a command of its own; published after COMMIT. */
export type Happened = { readonly events: readonly Stamped[]; readonly after: Meeting };

/** Phases in which nothing of a meeting changes any more. */
const OVER = ['LOCKED', 'CANCELLED'];

/**
 * Holds the meetings of these cases that can still change. Before the case itself is held, as the lock of minutes does it,
 * so that two never wait for each other.
 */
export async function holdMeetings(tx: Tx, caseIds: readonly string[]): Promise<readonly MeetingHead[]> {
	if (caseIds.length === 0) return [];
	const rows = await tx
		.select({ id: meetingTable.id })
		.from(meetingTable)
		.where(and(inArray(meetingTable.caseId, [...caseIds]), notInArray(meetingTable.phase, OVER)))
		.orderBy(asc(meetingTable.id));
	const heads: MeetingHead[] = [];
	for (const { id } of rows) {
		const head = await readHead(tx, id, true);
		if (head && !OVER.includes(head.phase)) heads.push(head);
	}
	return heads;
}

export type Leaving = {
	readonly cache: MeetingCache;
	readonly actor: Actor;
	readonly heads: readonly MeetingHead[];
	readonly because: LeftBecause;
	/** ISO 8601 UTC */
	readonly at: string;
};

/** Takes back every seat at these held meetings of somebody to whom their case is closed now. */
export async function leaveClosedCases(
	tx: Tx,
	{ cache, actor, heads, because, at }: Leaving
): Promise<readonly Happened[]> {
	const happened: Happened[] = [];
	for (const head of heads) {
		const seated = await tx
			.select({ personId: invitation.personId })
			.from(invitation)
			.where(and(eq(invitation.meetingId, head.id), isNull(invitation.removedAt)));
		const ids = seated.map(({ personId }) => personId);
		const closed = await closedPeople(tx, head.caseId, ids);
		if (closed.size === 0) continue;
		const before = await loadMeeting(tx, cache, head);
		const reason = ofTheRecord(recordLanguageOf(before)).leftBecauseWord[because];
		const decided = [...closed].flatMap((personId) => withdrawalFromCase(before, personId, reason));
		if (decided.length === 0) continue;
		const { events, after } = stamp(before, decided, at, actor.personId);
		await appendEvents(tx, { areaId: actor.areaId, meetingId: head.id }, events, after, `leave-${randomUUID()}`);
		await writeAudit(tx, actor, 'remove-attendee', 'meeting', head.id, head.id);
		happened.push({ events, after });
	}
	return happened;
}
