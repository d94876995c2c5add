/** The case register: what a meeting needs to know of its case and of the meetings before it. */

import { and, desc, eq, lt } from 'drizzle-orm';
import { agency, mappCase, meeting, person } from '#drizzle/schema.ts';
import type { CaseFacts, CaseSummary, Category, Level, Subject } from '#lib/cases/case.ts';
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

/** The newest meeting of the case, or null. */
export async function latestMeeting(tx: Tx, caseId: string): Promise<MeetingHead | null> {
	const [row] = await tx.select().from(meeting).where(eq(meeting.caseId, caseId)).orderBy(desc(meeting.seq)).limit(1);
	return row ?? null;
}

/** The meeting of the case just before number `seq`, or null for the first. */
export async function previousMeeting(tx: Tx, caseId: string, seq: number): Promise<MeetingHead | null> {
	const [row] = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), lt(meeting.seq, seq)))
		.orderBy(desc(meeting.seq))
		.limit(1);
	return row ?? null;
}

/** The meeting of the case with exactly this number, or null. */
export async function meetingNumber(tx: Tx, caseId: string, seq: number): Promise<MeetingHead | null> {
	const [row] = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.caseId, caseId), eq(meeting.seq, seq)));
	return row ?? null;
}
