/** One case's page, for the MAPPA unit of the area and for the case's own manager; missing for everybody else (R9). */

import { and, asc, eq, notInArray } from 'drizzle-orm';
import { action, agency, levelChange, mappCase, person } from '#drizzle/schema.ts';
import type { CaseSummary } from '#lib/cases/case.ts';
import { type ReviewDue, reviewDue } from '#lib/cases/review-due.ts';
import { type Actor, isMappaUnit } from '#lib/identity.ts';
import { done, type Result, refuse } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import { readCaseSummary } from '../persistence/case-register.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { isIdentifier } from './load-meeting.ts';
import { lastHeldOn, type MeetingLine, readMeetingLines } from './read-cases.ts';

export type OpenAction = {
	readonly number: string;
	readonly text: string;
	readonly ownerName: string;
	readonly ownerAgency: string;
	/** YYYY-MM-DD */
	readonly due: string | null;
	readonly standing: string | null;
	readonly status: string;
};
export type LevelChangeLine = {
	readonly on: string;
	readonly fromLevel: number;
	readonly toLevel: number;
	readonly decidedBy: string;
	readonly via: string;
};
export type CasePage = {
	readonly case: CaseSummary;
	readonly status: string;
	readonly review: ReviewDue;
	readonly actions: readonly OpenAction[];
	readonly meetings: readonly MeetingLine[];
	readonly levels: readonly LevelChangeLine[];
	/** may convene a meeting about it */
	readonly mayConvene: boolean;
};

const NO_CASE = refuse('missing', 'There is no such case, or it is not yours to see.');
const ENDED = ['COMPLETED', 'NO_LONGER_NEEDED'];

const readOpenActions = (tx: Tx, caseId: string): Promise<OpenAction[]> =>
	tx
		.select({
			number: action.number,
			text: action.text,
			ownerName: person.name,
			ownerAgency: agency.name,
			due: action.due,
			standing: action.standing,
			status: action.status
		})
		.from(action)
		.innerJoin(person, eq(action.ownerPersonId, person.id))
		.innerJoin(agency, eq(action.ownerAgencyId, agency.id))
		.where(and(eq(action.caseId, caseId), notInArray(action.status, ENDED)))
		.orderBy(asc(action.due), asc(action.number));

export async function readCase(database: Database, actor: Actor, caseId: string, now: Date): Promise<Result<CasePage>> {
	if (!isIdentifier(caseId)) return NO_CASE;
	return database.withArea(actor.areaId, async (tx) => {
		const [row] = await tx.select().from(mappCase).where(eq(mappCase.id, caseId));
		const summary = row && (await readCaseSummary(tx, caseId));
		const mayConvene = isMappaUnit(actor);
		if (!row || !summary || !(mayConvene || row.caseManagerId === actor.personId)) return NO_CASE;
		const meetings = await readMeetingLines(tx, caseId);
		const levels = await tx
			.select()
			.from(levelChange)
			.where(eq(levelChange.caseId, caseId))
			.orderBy(asc(levelChange.on));
		const facts = { level: row.level, lastMeetingOn: lastHeldOn(meetings), agreedOn: row.nextReviewDue };
		await writeAudit(tx, actor, 'view-case', 'case', caseId);
		return done({
			case: summary,
			status: row.status,
			review: reviewDue(facts, londonDate(now.toISOString()), await readAreaConfig(tx, actor.areaId)),
			actions: await readOpenActions(tx, caseId),
			meetings: meetings.toReversed(),
			levels: levels.map(({ on, fromLevel, toLevel, decidedBy, via }) => ({ on, fromLevel, toLevel, decidedBy, via })),
			mayConvene
		});
	});
}
