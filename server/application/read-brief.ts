/** The chair's brief of a meeting to come, for the chair, the minute taker and the area's unit. */
import { and, asc, eq, notInArray } from 'drizzle-orm';
import { action, agency, person } from '#drizzle/schema.ts';
import { type ChairsBrief, chairsBrief, type OpenAction } from '#lib/brief/chairs-brief.ts';
import type { Actor, AgencyType } from '#lib/identity.ts';
import type { Meeting } from '#lib/meeting/meeting.ts';
import { meetingOn } from '#lib/meeting/meeting-date.ts';
import type { FinalRecord } from '#lib/minutes/final-record.ts';
import { writeAudit } from '../persistence/audit.ts';
import { previousMeeting, readCaseSummary } from '../persistence/case-register.ts';
import type { Tx } from '../persistence/database.ts';
import { readRecord } from '../persistence/final-records.ts';
import { readAgencies } from '../persistence/people.ts';
import { readTexts } from './freeze-meeting.ts';
import { toldApart } from './kept-apart.ts';

const ENDED = ['COMPLETED', 'NO_LONGER_NEEDED'];

async function readOpenActions(tx: Tx, caseId: string): Promise<readonly OpenAction[]> {
	const rows = await tx
		.select({ row: action, ownerName: person.name, ownerAgencyName: agency.name })
		.from(action)
		.innerJoin(person, eq(action.ownerPersonId, person.id))
		.innerJoin(agency, eq(action.ownerAgencyId, agency.id))
		.where(and(eq(action.caseId, caseId), notInArray(action.status, ENDED)))
		.orderBy(asc(action.due), asc(action.number));
	return rows.map(({ row: { number, text, ownerAgencyId, due, status, evidence }, ownerName, ownerAgencyName }) => ({
		...{ number, text, ownerName, ownerAgencyId, ownerAgencyName, day: due, status, evidence }
	}));
}

export type BriefRead = {
	readonly brief: ChairsBrief;
	/** that there is something restricted, and for whom: in the last locked meeting and in this one */
	readonly restricted: {
		readonly before: NonNullable<FinalRecord['keptApart']>['told'];
		readonly now: NonNullable<FinalRecord['keptApart']>['told'];
	};
	readonly about: string;
	readonly lastMeetingOn: string | null;
};

/** The caller has seen that this person runs the meeting (meeting-to-run.ts). @param today YYYY-MM-DD */
export async function readBrief(tx: Tx, actor: Actor, meeting: Meeting, today: string): Promise<BriefRead> {
	const { caseId, seq } = meeting.convened;
	const summary = meeting.case ?? (await readCaseSummary(tx, caseId));
	const texts = await readTexts(tx, meeting.id);
	const types = new Map((await readAgencies(tx)).map(({ id, type }) => [id, type as AgencyType]));
	const before = await previousMeeting(tx, caseId, seq);
	const record = before && (await readRecord(tx, before.id));
	await writeAudit(tx, actor, 'view-brief', 'meeting', meeting.id, meeting.id);
	return {
		brief: chairsBrief(
			{ ...meeting, case: summary },
			{
				...{ today, on: meetingOn(meeting), plan: texts.plan.fields },
				actions: await readOpenActions(tx, caseId),
				agencyType: (agencyId) => types.get(agencyId) ?? null
			}
		),
		restricted: { before: record?.record.keptApart?.told ?? [], now: await toldApart(tx, meeting) },
		about: summary?.subject.name ?? '',
		lastMeetingOn: before ? before.scheduledStart.toISOString() : null
	};
}
