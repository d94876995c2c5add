/** How the meetings to come stand, as reminders need to know: from the read tables alone. */
import { and, asc, desc, eq, gt, inArray, isNull } from 'drizzle-orm';
import { agency, invitation, meeting, meetingStep } from '#drizzle/schema.ts';
import type { MeetingLevel } from '#lib/agenda/agenda.ts';
import type { AgencyType } from '#lib/identity.ts';
import type { MeetingToCome } from '#lib/mail/reminders.ts';
import { owesReturn } from '#lib/returns/agency-return.ts';
import { readReturned } from './agency-returns.ts';
import { readFiling } from './corrections.ts';
import type { Tx } from './database.ts';

/** When each step of a meeting was noted as done (YYYY-MM-DD), by step; the newest note of each counts. */
export async function readNotedSteps(tx: Tx, meetingId: string): Promise<Readonly<Record<string, string>>> {
	const rows = await tx
		.select()
		.from(meetingStep)
		.where(eq(meetingStep.meetingId, meetingId))
		.orderBy(asc(meetingStep.notedAt));
	const newest = new Map(rows.map(({ step, doneOn }) => [step, doneOn]));
	// Filing has a note of its own, with where the minutes are (corrections.ts); older notes of it stand among the steps.
	const filing = await readFiling(tx, meetingId);
	if (filing) newest.set('FILED', filing.filedOn);
	return Object.fromEntries([...newest].flatMap(([step, doneOn]) => (doneOn === null ? [] : [[step, doneOn]])));
}

/** Meetings of the area that are convened and begin after `now`, each with its case. */
export async function readMeetingsToCome(
	tx: Tx,
	now: Date
): Promise<readonly (MeetingToCome & { readonly caseId: string })[]> {
	const heads = await tx
		.select()
		.from(meeting)
		.where(and(eq(meeting.phase, 'CONVENED'), gt(meeting.scheduledStart, now)));
	if (heads.length === 0) return [];
	const ids = heads.map(({ id }) => id);
	const seats = await tx
		.select({ seat: invitation, agencyType: agency.type })
		.from(invitation)
		.innerJoin(agency, eq(invitation.agencyId, agency.id))
		.where(and(inArray(invitation.meetingId, ids), isNull(invitation.removedAt)));
	const papers = await tx
		.select()
		.from(meetingStep)
		.where(and(inArray(meetingStep.meetingId, ids), eq(meetingStep.step, 'PAPERS')))
		.orderBy(desc(meetingStep.notedAt));
	const sent = await readReturned(tx, ids);
	return heads.map((head) => {
		const own = seats.filter(({ seat }) => seat.meetingId === head.id);
		return {
			meetingId: head.id,
			caseId: head.caseId,
			scheduledStart: head.scheduledStart.toISOString(),
			level: head.level as MeetingLevel,
			invited: own.map(({ seat: { personId, agencyId, invitedAt, response } }) => ({
				...{ personId, agencyId, response },
				invitedAt: invitedAt.toISOString()
			})),
			returned: new Set([
				...own.flatMap(({ seat, agencyType }) => (owesReturn(agencyType as AgencyType) ? [] : [seat.agencyId])),
				...sent.flatMap(({ meetingId, agencyId }) => (meetingId === head.id ? [agencyId] : []))
			]),
			papersSent: (papers.find(({ meetingId }) => meetingId === head.id)?.doneOn ?? null) !== null
		};
	});
}
