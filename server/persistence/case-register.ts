/** The case register: what a meeting needs to know of its case and of the meetings before it. */

import { and, asc, desc, eq, gt, inArray, isNotNull, lt, max, ne, sql } from 'drizzle-orm';
import { agency, mappCase, meeting, person, referral } from '#drizzle/schema.ts';
import type { CaseFacts, CaseSummary, Category, Level, Subject } from '#lib/cases/case.ts';
import { REVIEW_LEVELS } from '#lib/meeting/meeting-kinds.ts';
import type { Tx } from './database.ts';
import type { MeetingHead } from './meeting-log.ts';

/** The case as the room and the record show it, or null when it is not in the transaction's area. */
export async function readCaseSummary(tx: Tx, caseId: string): Promise<CaseSummary | null> {
	const [row] = await tx
		.select({ found: mappCase, leadAgencyName: agency.name, caseManager: person.name })
		.from(mappCase)
		.innerJoin(agency, eq(mappCase.leadAgencyId, agency.id))
		.leftJoin(person, eq(mappCase.caseManagerId, person.id))
		.where(eq(mappCase.id, caseId));
	if (!row) return null;
	const { found, leadAgencyName, caseManager } = row;
	return {
		id: found.id,
		ref: found.ref,
		category: found.category as Category,
		level: found.level as Level,
		leadAgencyId: found.leadAgencyId,
		leadAgencyName,
		caseManager: caseManager ?? '',
		// Both were checked by open-case's schema when they were stored.
		subject: found.subject as Subject,
		facts: found.facts as CaseFacts
	};
}

/** A meeting that was called off has a number and nothing else: whatever counts meetings passes over it. */
const isOn = ne(meeting.phase, 'CANCELLED');

/** The newest meeting of the case that was not called off, or null. */
export async function latestMeeting(tx: Tx, caseId: string): Promise<MeetingHead | null> {
	const [row] = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), isOn))
		.orderBy(desc(meeting.seq))
		.limit(1);
	return row ?? null;
}

/** Meetings at which the case is reviewed: a professionals meeting at Level 1 is none. */
const isReview = inArray(meeting.level, [...REVIEW_LEVELS]);

/** The newest of them that was not called off, or null. */
export async function latestReview(tx: Tx, caseId: string): Promise<MeetingHead | null> {
	const [row] = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), isOn, isReview))
		.orderBy(desc(meeting.seq))
		.limit(1);
	return row ?? null;
}

/** By when a meeting is due, from the newest accepted referral none was held or called after (YYYY-MM-DD); null = none says so. */
export async function readInitialDue(tx: Tx, caseId: string): Promise<string | null> {
	const [row] = await tx
		.select({ due: referral.initialDue })
		.from(referral)
		.where(
			and(
				eq(referral.caseId, caseId),
				isNotNull(referral.initialDue),
				sql`not exists (select from ${meeting} where ${meeting.caseId} = ${caseId} and ${meeting.phase} <> 'CANCELLED' and ${isReview}
					and (${meeting.scheduledStart} at time zone 'Europe/London')::date >= ${referral.acceptedOn})`
			)
		)
		.orderBy(desc(referral.acceptedOn))
		.limit(1);
	return row?.due ?? null;
}

/** The number the case's next meeting gets. */
export async function nextMeetingNumber(tx: Tx, caseId: string): Promise<number> {
	const [row] = await tx
		.select({ highest: max(meeting.seq) })
		.from(meeting)
		.where(eq(meeting.caseId, caseId));
	return (row?.highest ?? 0) + 1;
}

/** The meeting of the case just before number `seq` that was not called off, or null for the first. */
export async function previousMeeting(tx: Tx, caseId: string, seq: number): Promise<MeetingHead | null> {
	const [row] = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), lt(meeting.seq, seq), isOn))
		.orderBy(desc(meeting.seq))
		.limit(1);
	return row ?? null;
}

/** The meeting of the case that follows number `seq` and was not called off, or null. */
export async function followingMeeting(tx: Tx, caseId: string, seq: number): Promise<MeetingHead | null> {
	const [row] = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), gt(meeting.seq, seq), isOn))
		.orderBy(asc(meeting.seq))
		.limit(1);
	return row ?? null;
}
