/** The case list: the whole area for the MAPPA unit, their own cases for a case manager, none for anybody else. */

import { and, asc, count, eq, inArray } from 'drizzle-orm';
import { agency, mappCase, meeting } from '#drizzle/schema.ts';
import type { Subject } from '#lib/cases/case.ts';
import { type ReviewDue, reviewDue } from '#lib/cases/review-due.ts';
import type { Actor } from '#lib/identity.ts';
import type { Phase } from '#lib/meeting/meeting.ts';
import { isReviewLevel } from '#lib/meeting/meeting-kinds.ts';
import { done, type Result } from '#lib/result.ts';
import { londonDate } from '#lib/time.ts';
import { readAreaConfig } from '../persistence/area.ts';
import { writeAudit } from '../persistence/audit.ts';
import type { Database, Tx } from '../persistence/database.ts';
import { readableCase } from './case-access.ts';
import { foundBy } from './find-cases.ts';

export type MeetingLine = {
	readonly id: string;
	readonly caseId: string;
	readonly seq: number;
	readonly type: string;
	readonly level: number;
	/** ISO 8601, UTC */
	readonly scheduledStart: string;
	readonly startedAt: string | null;
	readonly phase: Phase;
};
export type CaseLine = {
	readonly id: string;
	readonly ref: string;
	readonly name: string;
	readonly category: number;
	readonly level: number;
	readonly status: string;
	readonly leadAgencyName: string;
	readonly review: ReviewDue;
	/** convened or running now */
	readonly next: MeetingLine | null;
};

/** The meetings of these cases, oldest first; of the whole area when none are named. */
export async function readMeetingLines(tx: Tx, caseIds?: readonly string[]): Promise<readonly MeetingLine[]> {
	if (caseIds?.length === 0) return [];
	const rows = await tx
		.select()
		.from(meeting)
		.where(caseIds && inArray(meeting.caseId, [...caseIds]))
		.orderBy(asc(meeting.scheduledStart));
	return rows.map(({ id, caseId: ofCase, seq, type, level, scheduledStart, startedAt, phase }) => ({
		id,
		caseId: ofCase,
		seq,
		type,
		level,
		scheduledStart: scheduledStart.toISOString(),
		startedAt: startedAt?.toISOString() ?? null,
		phase: phase as Phase
	}));
}

/** The day of the last review that was held, YYYY-MM-DD, or null. */
export const lastHeldOn = (lines: readonly MeetingLine[]): string | null => {
	const last = lines
		.filter(({ phase, level }) => phase !== 'CONVENED' && phase !== 'CANCELLED' && isReviewLevel(level))
		.at(-1);
	return last ? londonDate(last.startedAt ?? last.scheduledStart) : null;
};

/** Whether somebody is the case manager of any case that they may know of: they have a case list too. */
export async function managesCases(tx: Tx, personId: string): Promise<boolean> {
	const [row] = await tx
		.select({ id: mappCase.id })
		.from(mappCase)
		.where(readableCase({ personId, roles: [] }))
		.limit(1);
	return row !== undefined;
}

const isToCome = ({ phase }: MeetingLine) => phase === 'CONVENED' || phase === 'LIVE';

/** Cases on one page of the list. */
export const CASES_ON_A_PAGE = 50;

export type CaseListWish = {
	/** from 1 */
	readonly page?: number;
	/** closed and transferred cases too; a search looks in them in any case */
	readonly all?: boolean;
	/** as typed; null = the list as it is */
	readonly search?: string | null;
};
export type CaseList = {
	readonly cases: readonly CaseLine[];
	/** of those found, and only of those that this person may know of */
	readonly total: number;
	readonly page: number;
	readonly pages: number;
};

/** The most pressing review first. Refused as `invalid` when what was typed is too little to search by. */
export const readCases = (
	database: Database,
	actor: Actor,
	now: Date,
	{ page = 1, all = false, search = null }: CaseListWish = {}
): Promise<Result<CaseList>> =>
	database.withArea(actor.areaId, async (tx) => {
		const found = search === null ? done(undefined) : await foundBy(tx, search);
		if (!found.ok) return found;
		const active = all || search !== null ? undefined : inArray(mappCase.status, ['REFERRED', 'ACTIVE']);
		const wanted = and(readableCase(actor), active, found.value);
		const [counted] = await tx.select({ total: count() }).from(mappCase).where(wanted);
		const total = counted?.total ?? 0;
		const pages = Math.max(1, Math.ceil(total / CASES_ON_A_PAGE));
		const at = Math.min(Math.max(1, page), pages);
		const rows = await tx
			.select({ found: mappCase, leadAgencyName: agency.name })
			.from(mappCase)
			.innerJoin(agency, eq(mappCase.leadAgencyId, agency.id))
			.where(wanted)
			.orderBy(asc(mappCase.nextReviewDue), asc(mappCase.ref))
			.limit(CASES_ON_A_PAGE)
			.offset((at - 1) * CASES_ON_A_PAGE);
		const config = await readAreaConfig(tx, actor.areaId);
		const ids = rows.map(({ found: { id } }) => id);
		const meetings = await readMeetingLines(tx, ids);
		await writeAudit(tx, actor, search === null ? 'view-cases' : 'search-cases', 'area', actor.areaId);
		const cases = rows.map(({ found, leadAgencyName }) => {
			const own = meetings.filter(({ caseId }) => caseId === found.id);
			const facts = { level: found.level, lastMeetingOn: lastHeldOn(own), agreedOn: found.nextReviewDue };
			const { id, ref, category, level, status } = found;
			return {
				...{ id, ref, category, level, status, leadAgencyName },
				name: (found.subject as Subject).name,
				review: reviewDue(facts, londonDate(now.toISOString()), config),
				next: own.find(isToCome) ?? null
			};
		});
		return done({ cases, total, page: at, pages });
	});
